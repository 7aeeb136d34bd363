package dev.netgen.analyzer.decode;

import com.google.common.collect.ImmutableSortedSet;

/**
 * UDP ports on which tunnels are looked for, where deployments differ. What is looked at is decoded
 * as a tunnel only if its headers are credible.
 *
 * @param vxlan destination ports of VXLAN
 * @param geneve destination ports of Geneve
 */
public record TunnelPorts(ImmutableSortedSet<Integer> vxlan, ImmutableSortedSet<Integer> geneve) {
  /** Checks that all are port numbers. */
  public TunnelPorts {
    check(vxlan);
    check(geneve);
  }

  private static void check(ImmutableSortedSet<Integer> ports) {
    for (int port : ports) {
      if (port <= 0 || port > 0xFFFF) {
        throw new IllegalArgumentException("not a port");
      }
    }
  }

  /** VXLAN on 4789 (IANA) and 8472 (the Linux kernel), Geneve on 6081. */
  public static TunnelPorts defaults() {
    return new TunnelPorts(ImmutableSortedSet.of(4789, 8472), ImmutableSortedSet.of(6081));
  }

  /** These and one more of VXLAN. */
  public TunnelPorts withVxlan(int port) {
    return new TunnelPorts(
        ImmutableSortedSet.<Integer>naturalOrder().addAll(vxlan).add(port).build(), geneve);
  }

  /** These and one more of Geneve. */
  public TunnelPorts withGeneve(int port) {
    return new TunnelPorts(
        vxlan, ImmutableSortedSet.<Integer>naturalOrder().addAll(geneve).add(port).build());
  }
}
