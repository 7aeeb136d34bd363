package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Multimaps;
import dev.netgen.generator.docker.DockerPlan;
import dev.netgen.generator.docker.FixedAddresses;
import dev.netgen.generator.docker.NetworkPlan;
import dev.netgen.generator.nftables.Entry.Way;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the rules of a project allow.
 *
 * @param project the Compose project
 * @param bridges interfaces of its networks
 * @param subnets their addresses
 * @param services all its services
 * @param fixed addresses that never change; none where sets are to be filled
 * @param entries what is allowed, in order
 * @param silent services not observed in some direction, about which nobody decided
 */
record RulePlan(
    String project,
    ImmutableSortedSet<String> bridges,
    ImmutableSortedSet<Cidr> subnets,
    ImmutableSortedSet<String> services,
    ImmutableList<Fixed> fixed,
    List<Entry> entries,
    ImmutableSortedSet<PeerId> silent) {

  /**
   * A service's one address on a network.
   *
   * @param bridge the network's interface
   */
  record Fixed(String bridge, String service, IpAddress address) {}

  static RulePlan of(
      DockerPlan plan, boolean fixed, Collection<Entry> entries, Collection<PeerId> silent) {
    return new RulePlan(
        plan.project().name(),
        plan.networks().networks().stream()
            .map(NetworkPlan.Network::bridge)
            .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo)),
        plan.networks().networks().stream()
            .flatMap(each -> Stream.concat(Stream.of(each.subnet()), each.subnet6().stream()))
            .collect(ImmutableSortedSet.toImmutableSortedSet(Cidr::compareTo)),
        plan.talk().services(),
        fixed ? fixed(plan.networks()) : ImmutableList.of(),
        List.copyOf(entries),
        ImmutableSortedSet.copyOf(silent));
  }

  private static ImmutableList<Fixed> fixed(NetworkPlan networks) {
    ImmutableList.Builder<Fixed> all = ImmutableList.builder();
    for (NetworkPlan.Network network : networks.networks()) {
      for (String service : network.members()) {
        FixedAddresses.of(network, service)
            .forEach(address -> all.add(new Fixed(network.bridge(), service, address)));
      }
    }
    return all.build();
  }

  /** The table's name. */
  String table() {
    return "netgen_" + project;
  }

  /** The entries of one kind, by service. */
  ImmutableListMultimap<String, Entry> entries(Way way) {
    return Multimaps.index(
        entries.stream().filter(entry -> entry.way() == way).toList(), Entry::service);
  }
}
