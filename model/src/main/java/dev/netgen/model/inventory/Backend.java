package dev.netgen.model.inventory;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;

/** Where a translated connection ends: a workload and its own port. */
public record Backend(PeerId owner, Port port) implements Comparable<Backend> {
  @Override
  public boolean equals(Object other) {
    return other instanceof Backend that && owner.equals(that.owner) && port.equals(that.port);
  }

  @Override
  public int hashCode() {
    return 31 * owner.hashCode() + port.hashCode();
  }

  @Override
  public int compareTo(Backend other) {
    // No comparators put together: they are classes made at each start, on the way of every
    // listing.
    int order = owner.compareTo(other.owner);
    return order != 0 ? order : port.compareTo(other.port);
  }
}
