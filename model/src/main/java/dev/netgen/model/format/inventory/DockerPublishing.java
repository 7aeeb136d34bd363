package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Ports as Docker writes them (Docker Engine API, {@code PortMap}), to translations. */
final class DockerPublishing {
  private final Set<Forward> forwards = new TreeSet<>();

  /** The translations so far. */
  Set<Forward> forwards() {
    return forwards;
  }

  /**
   * Adds a published port.
   *
   * @param address the host's address it is published at; empty or unspecified for all
   * @return whether others than the host itself may reach it
   */
  boolean publish(PeerId owner, Port inner, int outer, Optional<IpAddress> address) {
    Optional<IpAddress> one = address.filter(a -> !a.isUnspecified());
    forwards.add(
        new Forward(
            "published by " + owner,
            one,
            new Port(outer, inner.transport()),
            ImmutableSortedSet.of(new Backend(owner, inner))));
    return one.isEmpty() || !one.get().isLoopback();
  }

  /** Adds a port of a container on the host's network, which any address of the host leads to. */
  void onHost(PeerId owner, String name, Port port) {
    forwards.add(
        new Forward(
            "host network of " + name,
            Optional.empty(),
            port,
            ImmutableSortedSet.of(new Backend(owner, port))));
  }

  /**
   * Reads {@code PORT/PROTOCOL: [{HostIp, HostPort}]}; adds to the ports reachable from outside.
   */
  void read(PeerId owner, Fields bindings, Set<Port> exposed, Unused unused) {
    for (String key : DockerContainers.names(bindings)) {
      try {
        Port inner = bindings.convert(key, key, Port::parse);
        for (JsonNode binding : bindings.list(key)) {
          if (binding(owner, inner, Fields.of(binding, bindings.where() + "." + key))) {
            exposed.add(inner);
          }
        }
      } catch (ProblemException e) {
        unused.count("docker inspect port not used: " + e.what());
      }
    }
  }

  private boolean binding(PeerId owner, Port inner, Fields fields) {
    Optional<IpAddress> address =
        fields
            .optionalText("HostIp")
            .filter(t -> !t.isEmpty())
            .map(t -> fields.convert("HostIp", t, IpAddress::parse));
    // A range to choose from, or nothing: the port in use stands beside, in NetworkSettings.
    Optional<String> outer =
        fields.optionalText("HostPort").filter(t -> !t.isEmpty() && t.indexOf('-') < 0);
    if (outer.isEmpty()) {
      return address.map(a -> !a.isLoopback()).orElse(true);
    }
    return publish(
        owner, inner, fields.convert("HostPort", outer.get(), Port::parse).number(), address);
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
