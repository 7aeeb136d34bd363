package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Carrier;
import dev.netgen.analyzer.decode.DecodedPacket;

/**
 * The hash of a flow's key, the same for both directions. Seeded, so that nobody can write a
 * capture whose flows all collide; no result depends on the seed.
 */
final class FlowHash {
  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;
  private static final long MULTIPLIER = 0xD6E8_FEB8_6659_FD93L;

  /** Tells a hash from nothing; tables look at lower bits. */
  private static final int NOT_ZERO = 1 << 31;

  private final long seed;

  FlowHash(long seed) {
    this.seed = seed;
  }

  int of(int observer, DecodedPacket p) {
    long one = endpoint(p.sourceHigh, p.sourceLow, p.sourcePort);
    long two = endpoint(p.destinationHigh, p.destinationLow, p.destinationPort);
    return both(one, two, ((long) observer << 32) ^ ((long) p.segment << 8) ^ p.protocol);
  }

  int of(int observer, Carrier c) {
    long one = endpoint(c.sourceHigh, c.sourceLow, c.port);
    long two = endpoint(c.destinationHigh, c.destinationLow, c.port);
    return both(one, two, ((long) observer << 32) ^ ((long) c.segment << 8) ^ c.protocol);
  }

  private int both(long one, long two, long scope) {
    return (int) (mix((one + two) ^ mix(scope + seed)) >>> 32) | NOT_ZERO;
  }

  private long endpoint(long high, long low, int port) {
    return mix(mix(high ^ seed) + low * GOLDEN_RATIO + port);
  }

  private static long mix(long value) {
    long x = (value ^ (value >>> 32)) * MULTIPLIER;
    return x ^ (x >>> 32);
  }
}
