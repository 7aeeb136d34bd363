package dev.netgen.generator.packets;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.net.Port;
import java.util.Collection;

/**
 * Pods, an outside, policies, and what is tried between them.
 *
 * @param name for people
 * @param pods with the addresses of their places in the network
 * @param outside everything else
 * @param policies the whole state
 * @param ports every one of them is tried between every two hosts, in both families
 * @param known what is known without any evaluator, by {@code from -> to port}: open or not
 */
record PodWorld(
    String name,
    ImmutableList<Host> pods,
    Host outside,
    ImmutableList<GeneratedFile> policies,
    ImmutableSortedSet<Port> ports,
    ImmutableMap<String, Boolean> known) {
  /** The pods' own node, which no policy keeps from them. */
  static final Host NODE = Host.outside(PodNetwork.NODE).named("node");

  /** Nobody's: no rule names it but one that names everybody. */
  private static final ImmutableList<String> STRANGERS =
      ImmutableList.of("192.0.2.99", "2001:db8::99");

  /** A world of these pods, which are given their addresses here. */
  static PodWorld of(
      String name,
      Collection<Host> pods,
      Collection<String> outside,
      Collection<GeneratedFile> policies,
      Collection<Port> ports) {
    ImmutableList.Builder<Host> placed = ImmutableList.builder();
    int number = 0;
    for (Host pod : pods) {
      placed.add(pod.withAddresses(PodNetwork.addresses(number++)));
    }
    ImmutableList<String> addresses =
        ImmutableSortedSet.<String>naturalOrder()
            .addAll(outside)
            .addAll(STRANGERS)
            .build()
            .asList();
    return new PodWorld(
        name,
        placed.build(),
        Host.outside(addresses),
        ImmutableList.copyOf(policies),
        ImmutableSortedSet.copyOf(ports),
        ImmutableMap.of());
  }

  /** The same, fewer connections being tried. */
  PodWorld withPorts(Collection<Port> newPorts) {
    return new PodWorld(name, pods, outside, policies, ImmutableSortedSet.copyOf(newPorts), known);
  }

  PodWorld withKnown(ImmutableMap<String, Boolean> newKnown) {
    return new PodWorld(name, pods, outside, policies, ports, newKnown);
  }

  /** The nftables rules that its policies come to. */
  String ruleset() {
    return NftCompiler.compile(pods, policies.stream().map(GeneratedFile::content).toList());
  }

  ImmutableList<Host> hosts() {
    return ImmutableList.<Host>builder().addAll(pods).add(outside).build();
  }

  /** The network namespace that stands for a host of it. */
  String namespace(Host host) {
    if (host.equals(NODE)) {
      return PodNetwork.ROUTER;
    }
    return host.isPod() ? PodNetwork.namespace(pods.indexOf(host)) : PodNetwork.OUTSIDE;
  }

  @Override
  public String toString() {
    return name;
  }
}
