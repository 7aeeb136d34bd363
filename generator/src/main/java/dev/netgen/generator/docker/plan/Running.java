package dev.netgen.generator.docker.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an engine has, as {@code docker inspect} and {@code docker network inspect} tell it.
 *
 * @param containers by name
 * @param networks by name
 */
record Running(
    ImmutableSortedMap<String, Container> containers,
    ImmutableSortedMap<String, Network> networks) {

  /** The option that says where ports are bound. */
  private static final String BINDING = "com.docker.network.bridge.host_binding_ipv4";

  /**
   * A network.
   *
   * @param driver of which kind
   * @param plain whether it is the engine's own {@code bridge}, which knows no names
   * @param bridge the interface of the host, where it was named
   * @param options further ones of the bridge driver that a planned network would not have
   * @param subnets its addresses
   */
  record Network(
      String name,
      String driver,
      boolean plain,
      boolean internal,
      boolean ipv6,
      boolean masquerade,
      Optional<String> bridge,
      ImmutableSortedMap<String, String> options,
      ImmutableList<Cidr> subnets) {

    /** The address of the host that ports are bound to where nothing else says so. */
    Optional<String> binding() {
      return Optional.ofNullable(options.get(BINDING))
          .filter(address -> !address.equals("0.0.0.0"));
    }
  }

  /**
   * A container on a network.
   *
   * @param aliases names given to it there, besides its own
   * @param links what it alone calls others there, {@code other:name}
   * @param fixed options that give it the address it was given
   */
  record Attachment(
      ImmutableSortedSet<String> aliases,
      ImmutableSortedSet<String> links,
      ImmutableList<String> fixed) {}

  /**
   * A port that is published.
   *
   * @param chosen whether the engine chose the host's port
   * @param free whether nobody said at which address of the host
   */
  record Published(Port port, boolean chosen, boolean free) {}

  /**
   * A container.
   *
   * @param alive whether it runs
   * @param mode its network mode
   * @param bare whether nothing but a person manages it: no Compose, swarm or Kubernetes
   * @param published by port
   * @param linked whether it has links of the engine's own bridge, kept in its hosts file
   * @param hosts addresses in its hosts file
   * @param forwards whether it passes packets on between its networks
   * @param unconfined what it has that no network holds, in words
   */
  record Container(
      String name,
      String id,
      boolean alive,
      String mode,
      boolean bare,
      ImmutableSortedMap<String, Attachment> networks,
      ImmutableSortedMap<Port, Published> published,
      boolean linked,
      ImmutableSortedSet<String> hosts,
      ImmutableSortedSet<String> addresses,
      boolean forwards,
      Optional<String> unconfined) {

    /** How it is on a network, which it must be on. */
    Attachment on(String network) {
      return Objects.requireNonNull(networks.get(network), network);
    }

    /** Whether it is in the host's network namespace. */
    boolean onHost() {
      return mode.equals("host");
    }

    /** Whether its network namespace is its own. */
    boolean own() {
      return !onHost() && !mode.equals("none") && !mode.startsWith("container:");
    }

    /** Whether this text names it. */
    boolean is(String text) {
      return text.equals(name) || (text.length() >= 12 && id.startsWith(text));
    }
  }

  /** The container that this text names. */
  Optional<Container> find(String text) {
    Container named = containers.get(text);
    return named != null
        ? Optional.of(named)
        : containers.values().stream().filter(each -> each.is(text)).findFirst();
  }

  /** In whose network namespace a container is; itself where nobody knows. */
  Container holder(Container container) {
    Container at = container;
    for (int steps = 0; at.mode().startsWith("container:") && steps < 8; steps++) {
      Optional<Container> next = find(at.mode().substring("container:".length()));
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    return at;
  }

  /** Networks that both are on and on which names are known. */
  Collection<String> common(Container one, Container other) {
    TreeSet<String> common = new TreeSet<>(one.networks().keySet());
    common.retainAll(other.networks().keySet());
    common.removeIf(this::isPlain);
    return common;
  }

  /** Whether it is the engine's own bridge. */
  boolean isPlain(String network) {
    Network found = networks.get(network);
    return found == null ? network.equals("bridge") : found.plain();
  }

  /** Whether it leads out. */
  boolean isOpen(String network) {
    Network found = networks.get(network);
    return found == null || !found.internal();
  }
}
