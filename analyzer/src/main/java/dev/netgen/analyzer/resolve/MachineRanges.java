package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.IpAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Machines outside every platform that people named by ranges: of several, the narrowest. */
final class MachineRanges {
  private final ImmutableList<KnownRange> narrowestFirst;

  MachineRanges(Collection<KnownRange> ranges) {
    narrowestFirst =
        ranges.stream()
            .filter(range -> range.kind() == KnownRange.Kind.OUTSIDE)
            .sorted(
                Comparator.comparingInt((KnownRange known) -> known.range().prefix())
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .collect(ImmutableList.toImmutableList());
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
