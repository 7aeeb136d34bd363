package dev.netgen.analyzer.decode;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Puts IP fragments together, IPv4 (RFC 791, 815) and IPv6 (RFC 8200 section 4.5), per observer and
 * network. In IPv4 the bytes that came first stay where pieces overlap; in IPv6 such a datagram is
 * not used at all (RFC 5722).
 *
 * <p>Bounds: {@link #MOST} datagrams and {@link #MOST_BYTES} of pieces at once, beyond which the
 * oldest are given up early; each waits {@link #PATIENCE} of packet time. Memory is reused.
 *
 * <p>Implementation note: the oldest are given up between packets, so a packet always finds room:
 * it begins at most one datagram.
 */
final class Reassembly {
  /** Most datagrams held at once. */
  static final int MOST = 1 << 10;

  /** Most bytes of buffers held at once. */
  static final int MOST_BYTES = 1 << 24;

  /** How long a datagram waits for its pieces, in nanoseconds. */
  static final long PATIENCE = 30_000_000_000L;

  private static final int MOST_SPARE = 64;
  private static final int MOST_SHOWN = 8;

  private final @Nullable Datagram[] buckets = new Datagram[2 * MOST];
  private final ArrayDeque<Datagram> spare = new ArrayDeque<>();
  private final ArrayDeque<Datagram> shown = new ArrayDeque<>();
  private boolean anyShown;
  private @Nullable Datagram oldest;
  private @Nullable Datagram youngest;
  private int held;
  private int bytes;
  private long previousNanos = Long.MAX_VALUE;
  private long overlaps;

  /** Pieces that contradicted others of their datagram. */
  long overlaps() {
    return overlaps;
  }

  /** Whether datagrams are held. */
  boolean holds() {
    return oldest != null;
  }

  /** Whether the oldest has waited long enough at this time, or room is needed. */
  boolean due(long nanos) {
    long now = Math.min(previousNanos, nanos); // one wrong time of day alone gives up nothing
    previousNanos = nanos;
    Datagram first = oldest;
    return first != null
        && (now - first.nanos > PATIENCE
            || held >= MOST
            || bytes > MOST_BYTES - (Datagram.LARGEST + 1));
  }

  /** What was shown to the last packet's readers may be used again. */
  void packetBegins() {
    if (anyShown) {
      shown.forEach(this::release);
      shown.clear();
      anyShown = false;
    }
  }

  /**
   * Takes a piece; the packet's addresses are set.
   *
   * @param from where the piece's bytes begin
   * @param length bytes it had on the wire
   * @param offset where they belong in the datagram
   * @param more whether pieces follow behind it
   * @param protocol what the piece's header names next
   * @return the datagram if it is complete now; the packet is then a view of it
   */
  @Nullable Datagram take(
      DecodedPacket p, int from, int length, int offset, boolean more, int id, int protocol) {
    p.settle();
    int bucket = bucket(p, id);
    Datagram datagram = find(bucket, p, id, protocol);
    if (datagram == null) {
      datagram = add(bucket, p, id, protocol);
    }
    datagram.packets += p.packets;
    bytes += datagram.grow(offset + length);
    if (offset == 0) {
      datagram.protocol = protocol;
    }
    int captured = Math.max(0, Math.min(length, p.end - from));
    if (!datagram.take(p.buffer, from, captured, offset, length, !more)) {
      overlaps++;
      datagram.contradictory |= p.v6;
    }
    if (!datagram.complete() || datagram.contradictory || shown.size() == MOST_SHOWN) {
      return null;
    }
    remove(datagram);
    p.show(datagram);
    return datagram;
  }

  /** Gives up the oldest: the packet becomes a view of what is there. */
  Datagram expire(DecodedPacket into) {
    Datagram datagram = oldest;
    if (datagram == null) {
      throw new IllegalStateException("nothing is held");
    }
    remove(datagram);
    into.resume(datagram);
    return datagram;
  }

  private static int bucket(DecodedPacket p, int id) {
    long hash = p.sourceLow * 31 + p.destinationLow;
    hash = (hash * 31 + p.sourceHigh) * 31 + p.destinationHigh;
    hash = (hash ^ id ^ (long) p.observer << 32) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (hash >>> 40) & (2 * MOST - 1);
  }

  private @Nullable Datagram find(int bucket, DecodedPacket p, int id, int protocol) {
    Datagram datagram = buckets[bucket];
    while (datagram != null && !datagram.isFor(p, id, protocol)) {
      datagram = datagram.nextInBucket;
    }
    return datagram;
  }

  private Datagram add(int bucket, DecodedPacket p, int id, int protocol) {
    Datagram known = spare.poll();
    Datagram datagram = known == null ? new Datagram() : known;
    datagram.begin(p, id, protocol);
    datagram.bucket = bucket;
    datagram.nextInBucket = buckets[bucket];
    buckets[bucket] = datagram;
    Datagram before = youngest;
    datagram.older = before;
    if (before == null) {
      oldest = datagram;
    } else {
      before.younger = datagram;
    }
    youngest = datagram;
    held++;
    bytes += datagram.data.length;
    return datagram;
  }

  private void remove(Datagram datagram) {
    unchain(datagram);
    Datagram before = datagram.older;
    Datagram after = datagram.younger;
    if (before == null) {
      oldest = after;
    } else {
      before.younger = after;
    }
    if (after == null) {
      youngest = before;
    } else {
      after.older = before;
    }
    datagram.older = null;
    datagram.younger = null;
    held--;
    bytes -= datagram.data.length;
    shown.push(datagram);
    anyShown = true;
  }

  private void unchain(Datagram datagram) {
    Datagram at = buckets[datagram.bucket];
    if (at == datagram) {
      buckets[datagram.bucket] = datagram.nextInBucket;
    }
    while (at != null) {
      Datagram next = at.nextInBucket;
      if (next == datagram) {
        at.nextInBucket = datagram.nextInBucket;
      }
      at = next;
    }
    datagram.nextInBucket = null;
  }

  private void release(Datagram datagram) {
    if (spare.size() < MOST_SPARE) {
      spare.push(datagram);
    }
  }
}
