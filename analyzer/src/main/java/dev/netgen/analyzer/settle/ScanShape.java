package dev.netgen.analyzer.settle;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.HashMap;
import java.util.Map;

/**
 * What a scanner's failures are grouped around: targets of which it tried several closed ports, and
 * ports it tried at many targets. A failure outside these groups (a server that is down, a service
 * that starts late) belongs to no scan and does not date one.
 */
final class ScanShape {
  static final int PORTS_OF_TARGET = 3;
  static final int SWEEP_RATIO = 5;

  /** Tuples by outcome, and when the first failed. */
  private static final class Group {
    private int failed;
    private int worked;
    private long firstFailure = Long.MAX_VALUE;

    void learn(ScanJudge.Outcome outcome, long first) {
      switch (outcome) {
        case FAILED -> {
          failed++;
          firstFailure = Math.min(firstFailure, first);
        }
        case WORKED -> worked++;
        case QUIET -> {}
      }
    }
  }

  private final Map<PeerId, Group> byTarget = new HashMap<>();
  private final Map<Port, Group> byPort = new HashMap<>();

  void learn(PeerId target, Port port, ScanJudge.Outcome outcome, long first) {
    byTarget.computeIfAbsent(target, key -> new Group()).learn(outcome, first);
    byPort.computeIfAbsent(port, key -> new Group()).learn(outcome, first);
  }

  /** Whether several ports of the target failed. */
  boolean scanned(PeerId target) {
    Group group = byTarget.get(target);
    return group != null && scanned(group);
  }

  private static boolean scanned(Group target) {
    return target.failed >= PORTS_OF_TARGET;
  }

  /** Whether the port failed at many targets, and worked at few. */
  boolean swept(Port port) {
    Group group = byPort.get(port);
    return group != null && swept(group);
  }

  private static boolean swept(Group port) {
    return port.failed >= ScanJudge.LEAST && port.worked * SWEEP_RATIO <= port.failed;
  }

  /** When the first failure of any scanned target or swept port was. */
  long began() {
    long began = Long.MAX_VALUE;
    for (Group group : byTarget.values()) {
      began = scanned(group) ? Math.min(began, group.firstFailure) : began;
    }
    for (Group group : byPort.values()) {
      began = swept(group) ? Math.min(began, group.firstFailure) : began;
    }
    return began;
  }
}
