package dev.netgen.analyzer.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one IP datagram as far as they have come; reused for others.
 *
 * <p>Implementation note: pieces begin at multiples of 8 bytes, so one bit for each 8 bytes tells
 * what is there, in any order. Of pieces cut by the snap length all units count as there; where the
 * first missing byte is, is kept in {@link #cut}.
 */
final class Datagram {
  static final int LARGEST = 0xFFFF;

  private static final int UNIT = 8;
  private static final int SMALLEST_BUFFER = 1 << 11;
  private static final int UNKNOWN = -1;

  final Carrier[] carrier = new Carrier[DecodedPacket.MAX_CARRIERS];
  final long[] layers = new long[DecodedPacket.MAX_LAYERS];
  private final long[] units = new long[(LARGEST / UNIT + 64) / 64];

  @Nullable Datagram nextInBucket;
  @Nullable Datagram older;
  @Nullable Datagram younger;

  int bucket;
  int observer;
  int segment;
  boolean v6;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int id;

  /** IPv4: part of the key. IPv6: what the first piece says. */
  int protocol;

  int file;
  long frame;
  long nanos;
  int carriers;
  int depth;

  /** Captured packets that it is made of. */
  int packets;

  /** The payload behind the IP header, or behind the fragment header. */
  byte[] data = new byte[SMALLEST_BUFFER];

  /** Whether pieces contradict each other in IPv6: nothing of it is used (RFC 8200 section 4.5). */
  boolean contradictory;

  private int total;
  private int highest;
  private int cut;
  private int unitsThere;

  Datagram() {
    for (int i = 0; i < carrier.length; i++) {
      carrier[i] = new Carrier();
    }
  }

  /** Begins with the packet's place, addresses and layers. */
  void begin(DecodedPacket p, int datagramId, int datagramProtocol) {
    observer = p.observer;
    file = p.file;
    frame = p.frame;
    nanos = p.nanos;
    segment = p.segment;
    v6 = p.v6;
    sourceHigh = p.sourceHigh;
    sourceLow = p.sourceLow;
    destinationHigh = p.destinationHigh;
    destinationLow = p.destinationLow;
    id = datagramId;
    protocol = datagramProtocol;
    carriers = p.carriers;
    for (int i = 0; i < carriers; i++) {
      carrier[i].copy(p.carrier[i]);
    }
    depth = p.copyLayers(layers);
    packets = 0;
    contradictory = false;
    total = UNKNOWN;
    highest = 0;
    cut = Integer.MAX_VALUE;
    unitsThere = 0;
    Arrays.fill(units, 0);
  }

  boolean isFor(DecodedPacket p, int datagramId, int datagramProtocol) {
    return id == datagramId
        && sourceLow == p.sourceLow
        && destinationLow == p.destinationLow
        && sourceHigh == p.sourceHigh
        && destinationHigh == p.destinationHigh
        && v6 == p.v6
        && observer == p.observer
        && segment == p.segment
        && (v6 || protocol == datagramProtocol);
  }

  /** Makes room for bytes up to the end; returns how many bytes the buffer has grown. */
  int grow(int end) {
    if (end <= data.length) {
      return 0;
    }
    int before = data.length;
    data = Arrays.copyOf(data, Integer.highestOneBit(end - 1) << 1);
    return data.length - before;
  }

  /**
   * Takes a piece; bytes that came before stay.
   *
   * @param from where its captured bytes begin in the packet's buffer
   * @param captured how many there are
   * @param offset where it begins in the datagram, a multiple of 8
   * @param length bytes it had on the wire
   * @param last whether it is the end of the datagram
   * @return whether it agrees with what came before: new, or a repetition
   */
  boolean take(byte[] buffer, int from, int captured, int offset, int length, boolean last) {
    int end = offset + length;
    boolean beyond = total != UNKNOWN && (end > total || (last && end != total));
    if (beyond || (last && end < highest)) {
      return false;
    }
    int there = count(offset, end);
    boolean agrees = there == 0 || same(buffer, from, captured, offset, end, there);
    for (int at = offset; at < end; at += UNIT) {
      int unit = at / UNIT;
      if ((units[unit >> 6] & 1L << unit) == 0) {
        units[unit >> 6] |= 1L << unit;
        unitsThere++;
        int bytes = Math.min(Math.min(UNIT, end - at), captured - (at - offset));
        if (bytes > 0) {
          System.arraycopy(buffer, from + at - offset, data, at, bytes);
        }
        if (captured < Math.min(at + UNIT, end) - offset) {
          cut = Math.min(cut, Math.max(offset + captured, at));
        }
      }
    }
    highest = Math.max(highest, end);
    total = last ? end : total;
    return agrees;
  }

  private int count(int offset, int end) {
    int there = 0;
    for (int at = offset; at < end; at += UNIT) {
      int unit = at / UNIT;
      there += (int) (units[unit >> 6] >>> unit & 1);
    }
    return there;
  }

  /** Whether all of the piece was there before with the same bytes, as far as captured. */
  private boolean same(byte[] buffer, int from, int captured, int offset, int end, int there) {
    int compared = Math.min(Math.min(captured, end - offset), cut - offset);
    return there == (end - offset + UNIT - 1) / UNIT
        && (compared <= 0
            || Arrays.equals(buffer, from, from + compared, data, offset, offset + compared));
  }

  boolean complete() {
    return total != UNKNOWN && unitsThere == (total + UNIT - 1) / UNIT;
  }

  boolean hasFirst() {
    return (units[0] & 1) != 0;
  }

  /** Bytes on the wire, as far as known. */
  int wire() {
    return total == UNKNOWN ? highest : total;
  }

  /** Bytes from the beginning on that are there and were captured. */
  int captured() {
    int unit = 0;
    while (unit < units.length * 64 && (units[unit >> 6] & 1L << unit) != 0) {
      unit++;
    }
    return Math.min(Math.min(unit * UNIT, cut), wire());
  }
}
