package dev.netgen.analyzer.settle;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which sources scan, and which of their working flows belong to the scan. See the ADR "What makes
 * a source a scanner" for the reasons of each threshold.
 *
 * <p>A tuple is (target peer, port); repetitions do not count, and its best outcome is its outcome.
 * A source scans when at least {@link #LEAST} tuples never carried payload, at least half of those
 * failed outright, and they outnumber the tuples that worked. Of a scanner, a tuple that worked
 * belongs to the scan when it scanned that target (at least {@link #PORTS_OF_TARGET} ports failed)
 * or swept that port (it failed at {@link #LEAST} targets or more, and worked at few), unless they
 * had worked well before the first failure.
 */
public final class ScanJudge {
  static final int LEAST = 10;
  static final int PORTS_OF_TARGET = 3;
  static final int SWEEP_RATIO = 5;
  static final long BEFORE_NANOS = 10_000_000_000L;

  /** How flows of a tuple went, worst first. */
  public enum Outcome {
    /** Refused, reset or unanswered. */
    FAILED,
    /** Connected, no payload. */
    QUIET,
    /** Payload was exchanged. */
    WORKED
  }

  /** A source's dealings with one target. */
  private static final class Tuple {
    private Outcome outcome = Outcome.FAILED;
    private long first = Long.MAX_VALUE;
    private boolean midStream;
  }

  private record Target(PeerId peer, Port port) {}

  private final Map<String, Map<Target, Tuple>> sources = new HashMap<>();
  private final Map<String, Boolean> scanners = new HashMap<>();

  /** Learns flows of a source; all must be learnt before the first is judged. */
  public void learn(
      String source, PeerId target, Port port, Outcome outcome, long first, boolean midStream) {
    Tuple tuple =
        sources
            .computeIfAbsent(source, key -> new HashMap<>())
            .computeIfAbsent(new Target(target, port), key -> new Tuple());
    tuple.outcome = outcome.compareTo(tuple.outcome) > 0 ? outcome : tuple.outcome;
    tuple.first = Math.min(tuple.first, first);
    tuple.midStream |= midStream;
  }

  /** Whether this source scans. */
  public boolean scans(String source) {
    return scanners.computeIfAbsent(source, this::judge);
  }

  private boolean judge(String source) {
    Map<Target, Tuple> tuples = sources.getOrDefault(source, Map.of());
    long failed = count(tuples, Outcome.FAILED);
    long silent = failed + count(tuples, Outcome.QUIET);
    return silent >= LEAST && failed * 2 >= silent && silent > count(tuples, Outcome.WORKED);
  }

  private static long count(Map<Target, Tuple> tuples, Outcome outcome) {
    return tuples.values().stream().filter(tuple -> tuple.outcome == outcome).count();
  }

  /** Whether flows of this source to this target belong to a scan. */
  public boolean partOfScan(String source, PeerId target, Port port) {
    Map<Target, Tuple> tuples = sources.getOrDefault(source, Map.of());
    Tuple tuple = tuples.get(new Target(target, port));
    if (tuple == null || !scans(source)) {
      return false;
    }
    return tuple.outcome != Outcome.WORKED || hit(tuples, target, port, tuple);
  }

  private static boolean hit(Map<Target, Tuple> tuples, PeerId peer, Port port, Tuple tuple) {
    Set<Port> failedPorts = new HashSet<>();
    int failedTargets = 0;
    int workedTargets = 0;
    long firstFailure = Long.MAX_VALUE;
    for (Map.Entry<Target, Tuple> entry : tuples.entrySet()) {
      boolean failed = entry.getValue().outcome == Outcome.FAILED;
      firstFailure = failed ? Math.min(firstFailure, entry.getValue().first) : firstFailure;
      if (failed && entry.getKey().peer().equals(peer)) {
        failedPorts.add(entry.getKey().port());
      }
      if (entry.getKey().port().equals(port)) {
        failedTargets += failed ? 1 : 0;
        workedTargets += entry.getValue().outcome == Outcome.WORKED ? 1 : 0;
      }
    }
    boolean scanned = failedPorts.size() >= PORTS_OF_TARGET;
    boolean swept = failedTargets >= LEAST && workedTargets * SWEEP_RATIO <= failedTargets;
    boolean before = tuple.midStream || tuple.first < firstFailure - BEFORE_NANOS;
    return (scanned || swept) && !before;
  }
}
