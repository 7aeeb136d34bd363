package dev.netgen.model.inventory;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.Comparator;

/** Where a translated connection ends: a workload and its own port. */
public record Backend(PeerId owner, Port port) implements Comparable<Backend> {
  private static final Comparator<Backend> ORDER =
      Comparator.comparing(Backend::owner).thenComparing(Backend::port);

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
    return ORDER.compare(this, other);
  }
}
