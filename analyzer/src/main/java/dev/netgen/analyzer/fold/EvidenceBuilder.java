package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.settle.PacketAt;
import dev.netgen.analyzer.settle.Traffic;
import dev.netgen.model.graph.Attempt;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.VerdictEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Drafts to the evidence that stands beside the graph. */
final class EvidenceBuilder {
  static final int MOST_PACKETS = 5;
  static final int MOST_ATTEMPTS = 10_000;

  private final Function<PacketAt, PacketPointer> pointers;

  EvidenceBuilder(Function<PacketAt, PacketPointer> pointers) {
    this.pointers = pointers;
  }

  LinkEvidence link(LinkKey key, FoldEntry entry) {
    Tally most = entry.most();
    Traffic traffic = entry.traffic();
    return new LinkEvidence(
        key,
        time(entry.firstNanos()),
        time(entry.lastNanos()),
        most.flows(),
        traffic.packetsUp(),
        traffic.packetsDown(),
        traffic.bytesUp(),
        traffic.bytesDown(),
        ImmutableSortedMap.copyOf(most.states()),
        ImmutableSortedMap.copyOf(most.bases()),
        ImmutableSortedMap.copyOf(most.reasons()),
        verdicts(entry),
        facts(entry),
        packets(entry));
  }

  /** Of flows with one verdict the earliest shows it, wherever the capture began. */
  private ImmutableList<VerdictEvidence> verdicts(FoldEntry entry) {
    Map<String, Long> flows = entry.most().verdicts();
    Map<String, Map.Entry<Spoken.Key, Spoken>> shown = new TreeMap<>();
    for (Map.Entry<Spoken.Key, Spoken> spoken : entry.spoken().entrySet()) {
      shown.merge(
          spoken.getKey().label(),
          spoken,
          (one, other) -> other.getValue().before(one.getValue()) ? other : one);
    }
    ImmutableList.Builder<VerdictEvidence> verdicts = ImmutableList.builder();
    shown.forEach(
        (label, spoken) -> {
          PacketAt deciding = spoken.getValue().deciding();
          if (deciding != null) {
            verdicts.add(
                new VerdictEvidence(
                    spoken.getKey().encryption(),
                    spoken.getKey().protocol(),
                    flows.getOrDefault(label, 0L),
                    spoken.getValue().reason(),
                    pointers.apply(deciding)));
          }
        });
    return verdicts.build();
  }

  private static ImmutableSortedMap<String, ImmutableSortedSet<String>> facts(FoldEntry entry) {
    ImmutableSortedMap.Builder<String, ImmutableSortedSet<String>> facts =
        ImmutableSortedMap.naturalOrder();
    for (Map.Entry<String, SortedSet<String>> fact : entry.facts().entrySet()) {
      facts.put(fact.getKey(), ImmutableSortedSet.copyOfSorted(fact.getValue()));
    }
    return facts.buildOrThrow();
  }

  /** The link's first packet, and the first of each verdict. */
  private ImmutableList<PacketPointer> packets(FoldEntry entry) {
    return Stream.concat(
            Stream.of(entry.packet()),
            entry.spoken().values().stream().flatMap(spoken -> Stream.ofNullable(spoken.packet())))
        .sorted()
        .distinct()
        .limit(MOST_PACKETS)
        .map(pointers)
        .collect(ImmutableList.toImmutableList());
  }

  /** How many attempts are more than are listed. */
  static long beyond(AttemptList attempts) {
    return Math.max(0, attempts.entries().size() - MOST_ATTEMPTS);
  }

  /** The attempts in order, up to the bound. */
  ImmutableList<Attempt> attempts(AttemptList attempts) {
    List<Attempt> listed = new ArrayList<>();
    for (Map.Entry<AttemptList.Key, FoldEntry> entry : attempts.entries().entrySet()) {
      if (listed.size() == MOST_ATTEMPTS) {
        break;
      }
      FoldEntry flows = entry.getValue();
      listed.add(
          new Attempt(
              entry.getKey().link(),
              entry.getKey().reason(),
              flows.most().flows(),
              time(flows.firstNanos()),
              time(flows.lastNanos()),
              pointers.apply(flows.packet())));
    }
    return ImmutableList.copyOf(listed);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
