package dev.netgen.generator.packets;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.Endpoint;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Optional;

/**
 * A connection to be tried.
 *
 * @param source the client's address
 * @param target the server's address, of the same family
 */
record Attempt(Host from, String source, Host to, String target, Port port) {

  /** Every ordered pair of a world's hosts and addresses, by every port; none is within a host. */
  static ImmutableList<Attempt> all(PodWorld world) {
    ImmutableList.Builder<Attempt> attempts = ImmutableList.builder();
    world.pods().forEach(pod -> between(PodWorld.NODE, pod, world, attempts));
    for (Host from : world.hosts()) {
      for (Host to : world.hosts()) {
        if (!from.equals(to)) {
          between(from, to, world, attempts);
        }
      }
    }
    return attempts.build();
  }

  private static void between(
      Host from, Host to, PodWorld world, ImmutableList.Builder<Attempt> attempts) {
    for (String source : from.addresses()) {
      for (String target : to.addresses()) {
        if (Host.isV6(source) == Host.isV6(target)) {
          world.ports().forEach(p -> attempts.add(new Attempt(from, source, to, target, p)));
        }
      }
    }
  }

  /** As policies see the client. */
  Endpoint client() {
    return endpoint(from, source);
  }

  /** As policies see the server. */
  Endpoint server() {
    return endpoint(to, target);
  }

  private static Endpoint endpoint(Host host, String address) {
    ImmutableSet<Cidr> at = ImmutableSet.of(Cidr.of(IpAddress.parse(address)));
    return host.isPod()
        ? new Endpoint(
            Optional.of(
                new Endpoint.Pod(
                    host.namespace(),
                    host.namespaceLabels(),
                    host.labels(),
                    ImmutableSet.copyOf(host.ports().entries()))),
            at)
        : new Endpoint(Optional.empty(), at);
  }

  /** The two hosts and the port; of what is outside, the address. */
  String words() {
    return (from.isPod() ? from.name() : source)
        + " -> "
        + (to.isPod() ? to.name() : target)
        + " "
        + port;
  }

  @Override
  public String toString() {
    return from.name() + " " + source + " -> " + to.name() + " " + target + " " + port;
  }
}
