package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.settle.PacketAt;
import dev.netgen.model.graph.Encryption;
import org.jspecify.annotations.Nullable;

/** Flows of one link that had one verdict: what of them decides how much the verdict weighs. */
final class Spoken {
  /**
   * One verdict.
   *
   * @param protocol what was recognised, or empty
   * @param encryption the verdict
   * @param fromStart whether the flows were seen from their first byte
   */
  record Key(String protocol, Encryption encryption, boolean fromStart) implements Comparable<Key> {
    private static final java.util.Comparator<Key> ORDER =
        java.util.Comparator.comparing(Key::protocol)
            .thenComparing(Key::encryption)
            .thenComparing(Key::fromStart);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** A flow still open so shortly before the recording's end may have been about to say more. */
  static final long CUT_NANOS = 5_000_000_000L;

  private boolean closed;
  private long earliestOpen = Long.MAX_VALUE;
  private @Nullable PacketAt packet;

  void add(boolean flowClosed, long firstNanos, PacketAt first) {
    closed |= flowClosed;
    earliestOpen = flowClosed ? earliestOpen : Math.min(earliestOpen, firstNanos);
    packet = packet == null || first.compareTo(packet) < 0 ? first : packet;
  }

  void absorb(Spoken other) {
    closed |= other.closed;
    earliestOpen = Math.min(earliestOpen, other.earliestOpen);
    if (other.packet != null && (packet == null || other.packet.compareTo(packet) < 0)) {
      packet = other.packet;
    }
  }

  /** Whether one of the flows at least was not merely cut short by the recording's end. */
  boolean complete(long endNanos) {
    return closed || earliestOpen < endNanos - CUT_NANOS;
  }

  @Nullable PacketAt packet() {
    return packet;
  }
}
