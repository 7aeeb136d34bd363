package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.DecodedPacket;

/**
 * Tells packets that the {@code any} device captured more than once: as they came in by one device,
 * crossed a bridge, and went out by another. Their first sighting counts. A packet that was really
 * sent again comes by the same device, in the same direction, as the first did.
 *
 * <p>Implementation note: one direct-mapped table for all observers, so that a capture of many
 * interfaces costs no more; a packet that another has pushed out is taken for a new one.
 */
final class SeenAgain {
  /** Sightings of one packet lie closer together. */
  static final long WITHIN_NANOS = 10_000_000L;

  private static final int TCP = 6;
  private static final int SCTP = 132;
  private static final int SLOTS = 1 << 13;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private final long[] hashes = new long[SLOTS];
  private final long[] nanos = new long[SLOTS];
  private final int[] ways = new int[SLOTS];

  /** Whether this packet was seen just before, another way. */
  boolean isAgain(DecodedPacket p) {
    long hash = hash(p);
    int slot = (int) (hash >>> 40) & (SLOTS - 1);
    if (hashes[slot] == hash && ways[slot] != p.way && near(nanos[slot], p.nanos)) {
      return true;
    }
    hashes[slot] = hash;
    nanos[slot] = p.nanos;
    ways[slot] = p.way;
    return false;
  }

  private static boolean near(long one, long other) {
    return Math.abs(one - other) < WITHIN_NANOS;
  }

  private static long hash(DecodedPacket p) {
    long hash = mix(((long) p.observer << 32) + p.segment + 1L, p.sourceHigh);
    hash = mix(hash, p.sourceLow);
    hash = mix(hash, p.destinationHigh);
    hash = mix(hash, p.destinationLow);
    hash = mix(hash, ((long) p.protocol << 40) | ((long) p.sourcePort << 16) | p.destinationPort);
    if (p.protocol == TCP || p.protocol == SCTP) { // others leave these fields as they were
      hash = mix(hash, ((long) p.sequence << 32) | (p.acknowledgement & 0xFFFF_FFFFL));
    }
    hash = mix(hash, ((long) p.flags << 32) | p.payloadWire);
    int end = p.payload + Math.min(p.payloadCaptured, 64);
    for (int i = p.payload; i < end; i++) {
      hash = mix(hash, p.buffer[i]);
    }
    return hash;
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }
}
