package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Multimaps;
import dev.netgen.generator.docker.DockerPlan;
import dev.netgen.generator.docker.NetworkPlan;
import dev.netgen.generator.nftables.Entry.Way;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Cidr;
import java.util.Collection;
import java.util.List;

/**
 * What the rules of a project allow.
 *
 * @param project the Compose project
 * @param bridges interfaces of its networks
 * @param subnets their addresses
 * @param services all its services
 * @param entries what is allowed, in order
 * @param silent services not observed in some direction, about which nobody decided
 */
record RulePlan(
    String project,
    ImmutableSortedSet<String> bridges,
    ImmutableSortedSet<Cidr> subnets,
    ImmutableSortedSet<String> services,
    List<Entry> entries,
    ImmutableSortedSet<PeerId> silent) {

  static RulePlan of(DockerPlan plan, Collection<Entry> entries, Collection<PeerId> silent) {
    return new RulePlan(
        plan.project().name(),
        plan.networks().networks().stream()
            .map(NetworkPlan.Network::bridge)
            .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo)),
        plan.networks().networks().stream()
            .map(NetworkPlan.Network::subnet)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Cidr::compareTo)),
        plan.talk().services(),
        List.copyOf(entries),
        ImmutableSortedSet.copyOf(silent));
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
