package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.TreeMultimap;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ports as Docker writes them (Docker Engine API, {@code PortMap}), to translations, each while its
 * container ran.
 */
final class DockerPublishing {
  /**
   * Whose ports are read, and since when they are published.
   *
   * @param id of the container
   * @param name of the container
   * @param since when it began to run; empty where it never ran
   * @param until when it had ended; empty where it runs
   */
  record Publisher(
      String id, String name, PeerId owner, Optional<Instant> since, Optional<Instant> until) {}

  private static final String PUBLISHED = "published by ";

  private final DockerSpans<Forward, String> spans = new DockerSpans<>();

  /** Another snapshot begins. */
  void begin() {
    spans.begin();
  }

  /** A list of containers has been read, true at this time if one is known. */
  void end(Optional<Instant> time) {
    spans.end(time);
  }

  /** The container had ended when the snapshot was taken. */
  void ended(String container, Instant at) {
    spans.ended(container, at);
  }

  /** The translations so far; the next container that has a port ends who had it before. */
  Set<Forward> forwards() {
    TreeMultimap<String, Instant> begins = TreeMultimap.create();
    spans.all().forEach(span -> begins.put(place(span.held().thing()), span.from()));
    Set<Forward> all = new TreeSet<>();
    for (DockerSpans.Span<Forward, String> span : spans.all()) {
      Forward forward = span.held().thing();
      Instant next = begins.get(place(forward)).higher(span.from());
      boolean over = next != null && next.isBefore(span.until());
      all.add(forward.during(span.from(), over ? next : span.until()));
    }
    return all;
  }

  /** What one container at a time can have; on the host's network ports are only declared. */
  private static String place(Forward forward) {
    boolean published = forward.name().startsWith(PUBLISHED);
    return (published ? "" : forward.name()) + forward.address() + " " + forward.port();
  }

  private void publish(Publisher publisher, Forward forward) {
    if (publisher.since().isEmpty()) {
      return;
    }
    Instant since = publisher.since().get();
    publisher
        .until()
        .ifPresentOrElse(
            until -> spans.had(publisher.id(), forward, "", since, until),
            () -> spans.has(publisher.id(), forward, "", since));
  }

  /** A published port: at one address of the host, or at all where that is unspecified. */
  static Forward published(PeerId owner, Port inner, int outer, Optional<IpAddress> address) {
    return Forward.always(
        PUBLISHED + owner,
        address.filter(a -> !a.isUnspecified()),
        new Port(outer, inner.transport()),
        ImmutableSortedSet.of(new Backend(owner, inner)));
  }

  /** Whether others than the host itself may reach what is published there. */
  static boolean isOpen(Optional<IpAddress> address) {
    return address.filter(IpAddress::isLoopback).isEmpty();
  }

  /** Adds a port of a container on the host's network, which any address of the host leads to. */
  void onHost(Publisher publisher, Port port) {
    publish(publisher, onHost(publisher.name(), publisher.owner(), port));
  }

  /** A port of a container on the host's network. */
  static Forward onHost(String name, PeerId owner, Port port) {
    return Forward.always(
        "host network of " + name,
        Optional.empty(),
        port,
        ImmutableSortedSet.of(new Backend(owner, port)));
  }

  /**
   * Reads {@code PORT/PROTOCOL: [{HostIp, HostPort}]}; adds to the ports reachable from outside.
   */
  void read(Publisher publisher, Fields bindings, Set<Port> exposed, Unused unused) {
    for (String key : DockerContainers.names(bindings)) {
      try {
        Port inner = bindings.convert(key, key, Port::parse);
        for (JsonNode binding : bindings.list(key)) {
          if (binding(publisher, inner, Fields.of(binding, bindings.where() + "." + key))) {
            exposed.add(inner);
          }
        }
      } catch (ProblemException e) {
        unused.count("docker inspect port not used: " + e.what());
      }
    }
  }

  private boolean binding(Publisher publisher, Port inner, Fields fields) {
    Optional<IpAddress> address =
        fields
            .optionalText("HostIp")
            .filter(t -> !t.isEmpty())
            .map(t -> fields.convert("HostIp", t, IpAddress::parse));
    // A range to choose from, or nothing: the port in use stands beside, in NetworkSettings.
    Optional<String> outer =
        fields.optionalText("HostPort").filter(t -> !t.isEmpty() && t.indexOf('-') < 0);
    if (outer.isPresent()) {
      int number = fields.convert("HostPort", outer.get(), Port::parse).number();
      publish(publisher, published(publisher.owner(), inner, number, address));
    }
    return isOpen(address);
  }

  /** The keys of {@code ExposedPorts}, which are ports. */
  static Set<Port> declared(Fields ports, Unused unused) {
    Set<Port> declared = new TreeSet<>();
    for (String key : DockerContainers.names(ports)) {
      try {
        declared.add(ports.convert(key, key, Port::parse));
      } catch (ProblemException e) {
        unused.count("docker inspect port not used: " + e.what());
      }
    }
    return declared;
  }
}
