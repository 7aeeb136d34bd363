package dev.netgen.analyzer.settle;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.HashMap;
import java.util.Map;

/**
 * Which sources scan, and which of their working flows belong to the scan. See the ADR "What makes
 * a source a scanner" for the reasons of each threshold.
 *
 * <p>A tuple is (target peer, port); repetitions do not count, and its best outcome is its outcome.
 * A source scans when at least {@link #LEAST} tuples never carried payload, at least half of those
 * failed outright, and they outnumber the tuples that worked. Of a scanner, a tuple that worked
 * belongs to the scan when the source scanned that target or swept that port ({@link ScanShape}),
 * unless it had worked well before the scan began. Ports tried right above one that works, as by a
 * member of a cluster that knows the first port of a range alone, count as nothing.
 */
public final class ScanJudge {
  static final int LEAST = 10;
  static final long BEFORE_NANOS = 10_000_000_000L;

  /** How many closed ports in a row, right above an open one, are the rest of a range. */
  static final int LONGEST_RANGE = 9;

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

  private record Target(PeerId peer, Port port) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Target that && peer.equals(that.peer) && port.equals(that.port);
    }

    @Override
    public int hashCode() {
      return 31 * peer.hashCode() + port.hashCode();
    }
  }

  private final Map<String, Map<Target, Tuple>> sources = new HashMap<>();
  private final Map<String, Boolean> scanners = new HashMap<>();
  private final Map<String, ScanShape> shapes = new HashMap<>();

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
    if (sources.getOrDefault(source, Map.of()).size() < LEAST) {
      return false;
    }
    Map<Target, Tuple> tuples = counted(source);
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
    return tuple.outcome != Outcome.WORKED || hit(source, target, port, tuple);
  }

  private boolean hit(String source, PeerId peer, Port port, Tuple tuple) {
    ScanShape shape = shapes.computeIfAbsent(source, this::shape);
    boolean before = tuple.midStream || tuple.first < shape.began() - BEFORE_NANOS;
    return (shape.scanned(peer) || shape.swept(port)) && !before;
  }

  private ScanShape shape(String source) {
    ScanShape shape = new ScanShape();
    counted(source)
        .forEach(
            (target, tuple) ->
                shape.learn(target.peer(), target.port(), tuple.outcome, tuple.first));
    return shape;
  }

  /** A source's tuples without the rests of ranges. */
  private Map<Target, Tuple> counted(String source) {
    Map<Target, Tuple> tuples = sources.getOrDefault(source, Map.of());
    Map<Target, Tuple> counted = new HashMap<>(tuples);
    tuples.forEach(
        (target, tuple) -> {
          int closed = tuple.outcome == Outcome.WORKED ? closedAbove(tuples, target) : 0;
          for (int i = 1; i <= closed && closed <= LONGEST_RANGE; i++) {
            counted.remove(above(target, i));
          }
        });
    return counted;
  }

  /** How many ports in a row failed right above this one; one more than a range has is enough. */
  private static int closedAbove(Map<Target, Tuple> tuples, Target target) {
    int closed = 0;
    while (closed <= LONGEST_RANGE && target.port().number() + closed < 65_535) {
      Tuple tuple = tuples.get(above(target, closed + 1));
      if (tuple == null || tuple.outcome != Outcome.FAILED) {
        return closed;
      }
      closed++;
    }
    return closed;
  }

  private static Target above(Target target, int by) {
    return new Target(
        target.peer(), new Port(target.port().number() + by, target.port().transport()));
  }
}
