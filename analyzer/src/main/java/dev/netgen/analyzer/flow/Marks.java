package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of packets from what address translation and tunnels leave alone, and a bottom-k
 * sketch of them (A. Broder, "On the resemblance and containment of documents", 1997): of all
 * packets the {@link #MOST} smallest distinct fingerprints, so that two observers of the same
 * packets keep the same, and of overlapping sets mostly the same.
 *
 * <p>Implementation note: the constants are fixed, since sketches of separate runs are compared.
 * {@link #EMPTY} fills an array that has room left.
 */
final class Marks {
  /** Fingerprints kept of a direction. */
  static final int MOST = 8;

  /** Bytes of a datagram that are looked at. */
  static final int LOOK = 64;

  private static final int EMPTY = Integer.MAX_VALUE;
  private static final int[] NONE = new int[0];
  private static final long MULTIPLIER = 0x9FB2_1C65_1E98_DF25L;

  private Marks() {}

  /** Of a datagram: its first bytes and its length. */
  static int datagram(DecodedPacket p) {
    int at = p.payload;
    int count = Math.min(LOOK, p.payloadCaptured);
    long hash = p.payloadWire + 1L;
    for (; count >= 8; count -= 8, at += 8) {
      hash = mix(hash ^ eight(p.buffer, at));
    }
    long rest = 0;
    for (; count > 0; count--, at++) {
      rest = (rest << 8) | (p.buffer[at] & 0xFF);
    }
    return (int) (mix(hash ^ rest) >>> 32);
  }

  /**
   * Of a segment: numbers, flags, length, and its first bytes, since numbers can be made to agree.
   * Few bytes, so that observers with different snap lengths agree too.
   */
  static int segment(DecodedPacket p) {
    long numbers = ((long) p.sequence << 32) | (p.acknowledgement & 0xFFFF_FFFFL);
    long hash = mix(mix(numbers) + ((long) p.payloadWire << 8) + p.flags);
    if (p.payloadCaptured >= Long.BYTES) {
      hash = mix(hash ^ eight(p.buffer, p.payload));
    }
    if (p.payloadCaptured >= 2 * Long.BYTES) {
      hash = mix(hash ^ eight(p.buffer, p.payload + Long.BYTES));
    }
    return (int) (hash >>> 32);
  }

  /** Eight bytes, the first the lowest. */
  private static long eight(byte[] from, int at) {
    return (four(from, at) & 0xFFFF_FFFFL) | (long) four(from, at + 4) << 32;
  }

  private static int four(byte[] from, int at) {
    return (from[at] & 0xFF)
        | (from[at + 1] & 0xFF) << 8
        | (from[at + 2] & 0xFF) << 16
        | from[at + 3] << 24;
  }

  private static long mix(long value) {
    long x = (value ^ (value >>> 32)) * MULTIPLIER;
    x = (x ^ (x >>> 29)) * MULTIPLIER;
    return x ^ (x >>> 32);
  }

  /** The sketch with one more fingerprint; the same array unless it had to grow. */
  static int[] add(int @Nullable [] sketch, int fingerprint) {
    if (fingerprint == EMPTY) {
      return sketch == null ? NONE : sketch;
    }
    if (sketch == null || sketch.length == 0) {
      return new int[] {fingerprint};
    }
    int last = sketch.length - 1;
    if (sketch[last] <= fingerprint && (sketch[last] == fingerprint || last == MOST - 1)) {
      return sketch;
    }
    int place = Arrays.binarySearch(sketch, fingerprint);
    return place >= 0 ? sketch : insert(sketch, -place - 1, fingerprint);
  }

  private static int[] insert(int[] sketch, int place, int fingerprint) {
    int[] to = sketch;
    if (sketch[sketch.length - 1] != EMPTY && sketch.length < MOST) {
      to = Arrays.copyOf(sketch, 2 * sketch.length);
      Arrays.fill(to, sketch.length, to.length, EMPTY);
    }
    System.arraycopy(to, place, to, place + 1, to.length - 1 - place);
    to[place] = fingerprint;
    return to;
  }

  /** What was kept, ascending. */
  static int[] toArray(int @Nullable [] sketch) {
    if (sketch == null) {
      return NONE;
    }
    int count = sketch.length;
    while (count > 0 && sketch[count - 1] == EMPTY) {
      count--;
    }
    return Arrays.copyOf(sketch, count);
  }
}
