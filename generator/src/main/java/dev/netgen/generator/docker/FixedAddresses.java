package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.docker.NetworkPlan.Network;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;

/**
 * One address for good for each service on each of its networks, in the order of their names, after
 * the gateway's. Only one container can have it.
 */
public final class FixedAddresses {
  /** The network's own address and its gateway's. */
  private static final int BEFORE = 2;

  private static final String OPTION = "--fixed-addresses";
  private static final String ADVICE =
      "leave the option out, and let netgen enforce --watch follow the addresses";

  private FixedAddresses() {}

  /** Refuses a plan of which some service has several containers. */
  public static void check(GenerationRequest request, DockerPlan plan) {
    if (!request.docker().fixedAddresses()) {
      return;
    }
    for (String service : plan.talk().services()) {
      long replicas = plan.file().map(file -> file.replicas(service)).orElse(1L);
      if (replicas > 1 || talksToItself(request, plan, service)) {
        throw ProblemException.input(
            "service " + service + " has several containers, which cannot share one address",
            OPTION,
            ADVICE);
      }
    }
  }

  /** Whether its containers were seen talking to one another; that they might says nothing. */
  private static boolean talksToItself(GenerationRequest request, DockerPlan plan, String service) {
    return plan.talk().selves().containsKey(service)
        && request.graph().links().keySet().stream()
            .anyMatch(
                link ->
                    link.from().equals(link.to())
                        && link.from().kind() == PeerKind.DOCKER
                        && link.from().shortName().equals(service));
  }

  /** A service's addresses on a network it is on: of IPv4 and, where the network has it, IPv6. */
  public static ImmutableList<IpAddress> of(Network network, String service) {
    int offset = BEFORE + network.members().asList().indexOf(service);
    ImmutableList.Builder<IpAddress> addresses = ImmutableList.builder();
    addresses.add(at(network.subnet(), offset));
    network.subnet6().ifPresent(range -> addresses.add(at(range, offset)));
    return addresses.build();
  }

  private static IpAddress at(Cidr range, int offset) {
    IpAddress base = range.base();
    return new IpAddress(base.high(), base.low() + offset, base.v6());
  }
}
