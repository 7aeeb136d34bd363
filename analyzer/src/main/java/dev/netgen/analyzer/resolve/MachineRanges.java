package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.IpAddress;
import java.util.Collection;
import java.util.Optional;

/** Machines outside every platform that people named by ranges: of several, the narrowest. */
final class MachineRanges {
  private final ImmutableList<KnownRange> narrowestFirst;

  MachineRanges(Collection<KnownRange> ranges) {
    narrowestFirst =
        ranges.stream()
            .filter(range -> range.kind() == KnownRange.Kind.OUTSIDE)
            .sorted(MachineRanges::narrowerFirst)
            .collect(ImmutableList.toImmutableList());
  }

  private static int narrowerFirst(KnownRange one, KnownRange other) {
    int order = Integer.compare(other.range().prefix(), one.range().prefix());
    return order == 0 ? one.compareTo(other) : order;
  }

  /** Whose the address is by its range. */
  Optional<PeerId> ownerOf(IpAddress address) {
    for (KnownRange known : narrowestFirst) {
      if (known.range().contains(address)) {
        return Optional.of(PeerId.outsideName(known.name()));
      }
    }
    return Optional.empty();
  }
}
