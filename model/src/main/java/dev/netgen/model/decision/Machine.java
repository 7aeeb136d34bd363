package dev.netgen.model.decision;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Cidr;

/**
 * A machine, or several that are one peer, which no inventory tells of.
 *
 * @param name its name
 * @param kind what it is
 * @param addresses single addresses (/32, /128) and ranges
 * @param why the file, and the reason given there
 */
public record Machine(String name, Kind kind, ImmutableSortedSet<Cidr> addresses, String why) {

  /** What a machine is. */
  public enum Kind {
    /** Outside every platform. */
    OUTSIDE,
    /** A node or host that containers run on. */
    NODE
  }

  /** {@code outside:name} or {@code node:name}. */
  public PeerId id() {
    return switch (kind) {
      case OUTSIDE -> PeerId.outsideName(name);
      case NODE -> PeerId.node(name);
    };
  }
}
