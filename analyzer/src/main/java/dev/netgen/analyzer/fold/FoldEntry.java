package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.settle.Exposure;
import dev.netgen.analyzer.settle.PacketAt;
import dev.netgen.analyzer.settle.Sighting;
import dev.netgen.analyzer.settle.Traffic;
import dev.netgen.model.graph.JoinProof;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.ServiceAddress;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything kept of the flows under one key; merging two is the same as adding all their flows.
 */
final class FoldEntry {
  /** Distinct values kept of one fact, and distinct facts. */
  static final int MOST_VALUES = 64;

  static final int MOST_FACTS = 64;

  /** Distinct verdicts kept apart. */
  static final int MOST_VERDICTS = 64;

  /**
   * Its place among the entries of the run, in the order they were met; -1 for a sum of several.
   */
  final int number;

  private final TreeMap<Integer, Tally> byObserver = new TreeMap<>();
  private final TreeMap<Spoken.Key, Spoken> spoken = new TreeMap<>();
  private final TreeMap<String, SortedSet<String>> facts = new TreeMap<>();
  private final EnumSet<LinkNote> notes = EnumSet.noneOf(LinkNote.class);
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private PacketAt packet = new PacketAt(Long.MAX_VALUE, 0, 0);
  private long factsBeyond;
  private long sightings;
  private long doubtful;
  private long probes;
  private long direct;
  private Spoken.@Nullable Key lastKey;
  private @Nullable Spoken lastSpoken;

  FoldEntry(int number) {
    this.number = number;
  }

  void add(Sighting sighting) {
    Spoken.Key key = key(sighting);
    sighting.traffic().forEach((observer, traffic) -> count(sighting, observer, traffic, key));
    firstNanos = Math.min(firstNanos, sighting.firstNanos());
    lastNanos = Math.max(lastNanos, sighting.lastNanos());
    packet = earlier(packet, sighting.packet());
    sightings++;
    doubtful += sighting.doubts().isEmpty() ? 0 : 1;
    probes += sighting.probe() ? 1 : 0;
    direct += sighting.called().isEmpty() ? 1 : 0;
    for (String proof : sighting.proofs()) {
      addFact(JoinProof.FACT, proof);
    }
    for (ServiceAddress called : sighting.called()) {
      addFact(ServiceAddress.FACT, called.toString());
    }
    learn(sighting.verdict());
    Spoken verdict = spoken(key);
    if (verdict == null) {
      factsBeyond++;
    } else {
      verdict.add(sighting);
    }
  }

  private void count(Sighting sighting, int observer, Traffic traffic, Spoken.Key key) {
    Tally tally = tally(observer);
    if (sighting.counts()) {
      tally.add(
          traffic,
          sighting.state().word(),
          sighting.basis().text(),
          sighting.verdict().reason(),
          key.label());
    } else {
      tally.addPart(traffic);
    }
  }

  private void learn(Verdict verdict) {
    if (!verdict.notes().isEmpty()) {
      notes.addAll(verdict.notes());
    }
    for (Map.Entry<String, String> fact : verdict.facts().entrySet()) {
      addFact(fact.getKey(), fact.getValue());
    }
  }

  /** The verdict's key; that of the last flow where it is the same. */
  private Spoken.Key key(Sighting sighting) {
    Verdict verdict = sighting.verdict();
    Spoken.Key last = lastKey;
    return last != null
            && last.encryption() == verdict.encryption()
            && last.fromStart() == sighting.fromStart()
            && last.protocol().equals(verdict.protocol())
        ? last
        : Spoken.Key.of(verdict.protocol(), verdict.encryption(), sighting.fromStart());
  }

  /** What is kept of flows with this verdict; null beyond the bound. */
  private @Nullable Spoken spoken(Spoken.Key key) {
    if (key.equals(lastKey)) {
      return lastSpoken;
    }
    if (spoken.size() >= MOST_VERDICTS && !spoken.containsKey(key)) {
      return null;
    }
    lastKey = key;
    lastSpoken = spoken.computeIfAbsent(key, absent -> new Spoken());
    return lastSpoken;
  }

  private Tally tally(int observer) {
    return byObserver.computeIfAbsent(observer, absent -> new Tally());
  }

  private static PacketAt earlier(PacketAt one, PacketAt other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  void addFact(String name, String value) {
    SortedSet<String> values = facts.get(name);
    if (values == null && facts.size() < MOST_FACTS) {
      values = new TreeSet<>();
      facts.put(name, values);
    }
    if (values == null || (values.size() >= MOST_VALUES && !values.contains(value))) {
      factsBeyond++;
      return;
    }
    values.add(value);
  }

  void addNote(LinkNote note) {
    notes.add(note);
  }

  void absorb(FoldEntry other) {
    other.byObserver.forEach((observer, tally) -> tally(observer).absorb(tally));
    for (Map.Entry<Spoken.Key, Spoken> entry : other.spoken.entrySet()) {
      spoken.computeIfAbsent(entry.getKey(), absent -> new Spoken()).absorb(entry.getValue());
    }
    other.facts.forEach((name, values) -> values.forEach(value -> addFact(name, value)));
    notes.addAll(other.notes);
    firstNanos = Math.min(firstNanos, other.firstNanos);
    lastNanos = Math.max(lastNanos, other.lastNanos);
    packet = earlier(packet, other.packet);
    factsBeyond += other.factsBeyond;
    sightings += other.sightings;
    doubtful += other.doubtful;
    probes += other.probes;
    direct += other.direct;
  }

  /** The same flows after late evidence told which end is the server. */
  FoldEntry decided(String basis, boolean swapped, boolean probe) {
    FoldEntry result = new FoldEntry(number);
    result.absorb(this);
    result.probes = probe ? sightings : 0;
    result.byObserver.replaceAll((observer, tally) -> tally.decided(basis, swapped));
    return result;
  }

  /** The same flows, all of them probes. */
  FoldEntry asProbe() {
    FoldEntry result = new FoldEntry(number);
    result.absorb(this);
    result.probes = sightings;
    return result;
  }

  /** Packets and bytes, of each direction those of the observer that saw most. */
  Traffic traffic() {
    return byObserver.values().stream().map(Tally::traffic).reduce(Traffic.NONE, Traffic::greatest);
  }

  /** Counters of the observer that saw most. */
  Tally most() {
    return byObserver.values().stream().max(Tally::byVolume).orElseGet(Tally::new);
  }

  /** How the direction of any of these flows is known. */
  Set<String> bases() {
    TreeSet<String> bases = new TreeSet<>();
    byObserver.values().forEach(tally -> bases.addAll(tally.bases().keySet()));
    return bases;
  }

  Set<Integer> observers() {
    return byObserver.keySet();
  }

  Map<Spoken.Key, Spoken> spoken() {
    return spoken;
  }

  Map<String, SortedSet<String>> facts() {
    return facts;
  }

  EnumSet<LinkNote> notes() {
    return notes;
  }

  long firstNanos() {
    return firstNanos;
  }

  long lastNanos() {
    return lastNanos;
  }

  PacketAt packet() {
    return packet;
  }

  /** How many they are. */
  long sightings() {
    return sightings;
  }

  /** How many of them were seen nowhere in front of a translation. */
  long direct() {
    return direct;
  }

  /** Whether all of them are parts of conversations counted elsewhere. */
  boolean isPart() {
    return byObserver.values().stream().allMatch(tally -> tally.flows() == 0);
  }

  /** Whether the kubelet names itself as the client of any of these. */
  boolean saysKubelet() {
    return facts.getOrDefault(Exposure.CLIENT, new TreeSet<>()).contains(Exposure.KUBELET);
  }

  /** Whether all of them are probes of the server's own node. */
  boolean isProbe() {
    return probes == sightings;
  }

  /** Whether any of its conversations may be the same as another. */
  boolean hasDoubts() {
    return doubtful > 0;
  }

  /** Whether all of them may. */
  boolean isDoubtful() {
    return doubtful == sightings;
  }

  long factsBeyond() {
    return factsBeyond;
  }
}
