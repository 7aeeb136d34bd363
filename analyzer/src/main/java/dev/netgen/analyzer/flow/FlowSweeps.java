package dev.netgen.analyzer.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands out what has ended and frees what need not be known any more. Sweeps follow the number of
 * packets, so that equal input gives equal order; they decide nothing.
 */
final class FlowSweeps {
  private static final int MIN_SWEEP = 1 << 13;

  /** Of so many known flows the times are looked at for every packet, at most. */
  private static final int SLOTS_A_PACKET = 4;

  private static final int MIN_SCARCE_SWEEP = 1 << 10;

  /** So long closed flows linger before they are handed out. */
  private static final long USUAL = FlowTimes.LINGER + FlowTimes.CLOSED_DISORDER;

  private static final Comparator<FlowEntry> BY_END = FlowSweeps::byEnd;
  private static final Comparator<FlowEntry> BY_BEGIN =
      (one, other) -> Long.compare(one.ordinal, other.ordinal);

  private final FlowSlots slots;
  private final Succession succession;
  private final FlowReports reports;
  private final PrefixPool pool;
  private final ClosedLine closed = new ClosedLine();
  private final List<FlowEntry> ended = new ArrayList<>();
  private final List<FlowEntry> forgotten = new ArrayList<>();
  private int minSweep = MIN_SWEEP;
  private int sinceSweep;
  private int nextLook = MIN_SCARCE_SWEEP;
  private long previousNanos;
  private long now;
  private long linger;
  private long endedEarly;

  private static int byEnd(FlowEntry one, FlowEntry other) {
    long end = one.endNanos();
    long otherEnd = other.endNanos();
    return end == otherEnd ? Long.compare(one.ordinal, other.ordinal) : end < otherEnd ? -1 : 1;
  }

  FlowSweeps(FlowSlots slots, Succession succession, FlowReports reports, PrefixPool pool) {
    this.slots = slots;
    this.succession = succession;
    this.reports = reports;
    this.pool = pool;
  }

  /** Sweeps after so many packets at least. Results do not depend on it; their order does. */
  void every(int packets) {
    minSweep = packets;
    nextLook = Math.min(packets, MIN_SCARCE_SWEEP);
  }

  /** A packet of this time comes next. */
  void packet(long nanos) {
    now = Math.min(previousNanos, nanos); // one wrong time of day alone does not sweep
    previousNanos = nanos;
    sinceSweep++;
    if (sinceSweep >= nextLook) {
      look();
    }
  }

  /** A flow has closed. */
  void closed(FlowEntry entry) {
    entry.lingers = true;
    closed.add(entry);
  }

  private void look() {
    if (sinceSweep >= minSweep && sinceSweep >= slots.size() / SLOTS_A_PACKET) {
      sweep(USUAL);
    } else if (sinceSweep >= MIN_SCARCE_SWEEP && pool.scarce() && sinceSweep >= slots.size() / 4) {
      sweep(0);
    }
  }

  /** Hands out what has ended; closed flows after so long, so that little memory is held. */
  private void sweep(long closedFor) {
    sinceSweep = 0;
    linger = closedFor;
    lingered();
    slots.sweep(closedFor == USUAL ? now : FlowSlots.ALWAYS, this::swept);
    ended.sort(BY_END);
    ended.forEach(reports::report);
    forgotten.forEach(this::forget);
    ended.clear();
    forgotten.clear();
  }

  /** Takes what has lingered. */
  private void lingered() {
    FlowEntry first = closed.first();
    while (first != null && first.hasEnded(now, linger)) {
      ended.add(first);
      closed.remove();
      first = closed.first();
    }
    if (closed.size() > 2 * slots.size()) {
      closed.tidy(); // the first waits long: its time was wrong
    }
  }

  /** Takes an entry for what it is now; tells until when it may be left alone. */
  private long swept(FlowEntry entry) {
    FlowEntry earlier = entry.earlier();
    if (earlier != null && earlier.hasEnded(now, linger)) {
      ended.add(earlier);
    }
    if (entry.hasEnded(now, linger)) {
      ended.add(entry);
    }
    if (entry.isForgotten(now)) {
      forgotten.add(entry);
    }
    return earlier == null ? entry.quietUntil() : FlowSlots.NEVER;
  }

  private void forget(FlowEntry entry) {
    FlowEntry earlier = entry.earlier();
    if (earlier != null && !earlier.isForgotten(now)) {
      succession.restoreEarlier(entry, earlier);
    } else {
      succession.remove(entry);
    }
  }

  /** Makes room: what has ended, then stragglers' marks, then the longest idle eighth. */
  void relieve(int most) {
    sweep(0);
    if (slots.size() < most) {
      return;
    }
    for (FlowEntry entry : LongestIdle.eighth(slots)) {
      endedEarly += entry.reported ? 0 : 1;
      reports.report(entry);
      succession.remove(entry);
    }
  }

  /** Hands out all flows under way, in the order in which they began. */
  void finish() {
    List<FlowEntry> left = new ArrayList<>();
    slots.forEach(
        entry -> {
          addUnlessReported(left, entry);
          addUnlessReported(left, entry.earlier());
        });
    left.sort(BY_BEGIN);
    left.forEach(reports::report);
    slots.clear();
    closed.clear();
  }

  private static void addUnlessReported(List<FlowEntry> left, @Nullable FlowEntry entry) {
    if (entry != null && !entry.reported) {
      left.add(entry);
    }
  }

  /** Flows ended because there were too many at once. */
  long endedEarly() {
    return endedEarly;
  }
}
