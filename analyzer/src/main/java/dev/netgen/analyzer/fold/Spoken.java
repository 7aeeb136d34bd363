package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.settle.PacketAt;
import dev.netgen.analyzer.settle.Sighting;
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
   * @param label verdict and protocol in words, wherever the flows began
   */
  record Key(String protocol, Encryption encryption, boolean fromStart, String label)
      implements Comparable<Key> {
    static Key of(String protocol, Encryption encryption, boolean fromStart) {
      String label = encryption.word() + " " + protocol;
      return new Key(protocol, encryption, fromStart, label);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && encryption == that.encryption
          && fromStart == that.fromStart
          && protocol.equals(that.protocol);
    }

    @Override
    public int hashCode() {
      return 31 * label.hashCode() + Boolean.hashCode(fromStart);
    }

    @Override
    public int compareTo(Key other) {
      int order = protocol.compareTo(other.protocol);
      if (order == 0) {
        order = encryption.compareTo(other.encryption);
      }
      return order == 0 ? Boolean.compare(fromStart, other.fromStart) : order;
    }
  }

  /** A flow still open so shortly before the recording's end may have been about to say more. */
  static final long CUT_NANOS = 5_000_000_000L;

  private boolean closed;
  private long earliestOpen = Long.MAX_VALUE;
  private @Nullable PacketAt packet;
  private @Nullable PacketAt deciding;
  private String reason = "";

  void add(Sighting sighting) {
    closed |= sighting.closed();
    earliestOpen = sighting.closed() ? earliestOpen : Math.min(earliestOpen, sighting.firstNanos());
    show(sighting.packet(), sighting.deciding(), sighting.verdict().reason());
  }

  /** The earliest flow shows the verdict. */
  private void show(PacketAt first, PacketAt decisive, String why) {
    if (packet == null || first.compareTo(packet) < 0) {
      packet = first;
      deciding = decisive;
      reason = why;
    }
  }

  void absorb(Spoken other) {
    closed |= other.closed;
    earliestOpen = Math.min(earliestOpen, other.earliestOpen);
    if (other.packet != null && other.deciding != null) {
      show(other.packet, other.deciding, other.reason);
    }
  }

  /** Whether one of the flows at least was not merely cut short by the recording's end. */
  boolean complete(long endNanos) {
    return closed || earliestOpen < endNanos - CUT_NANOS;
  }

  @Nullable PacketAt packet() {
    return packet;
  }

  /** The packet with the first bytes that were looked at, of the earliest flow. */
  @Nullable PacketAt deciding() {
    return deciding;
  }

  /** Whether its earliest flow is earlier. */
  boolean before(Spoken other) {
    return packet != null && other.packet != null && packet.compareTo(other.packet) < 0;
  }

  /** What decided of the earliest flow. */
  String reason() {
    return reason;
  }
}
