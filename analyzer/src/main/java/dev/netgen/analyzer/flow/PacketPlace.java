package dev.netgen.analyzer.flow;

/** A packet's file and number in one value, so that many can be remembered in little room. */
public final class PacketPlace {
  private static final int FRAME_BITS = 40;
  private static final long FRAME = (1L << FRAME_BITS) - 1;

  private PacketPlace() {}

  /** Packs a file's index, below 2^23, and a packet's number in it, from 1 and below 2^40. */
  static long of(int file, long frame) {
    return (long) file << FRAME_BITS | (frame & FRAME);
  }

  /** The index of the file. */
  public static int file(long place) {
    return (int) (place >>> FRAME_BITS);
  }

  /** The packet's number in the file. */
  public static long frame(long place) {
    return place & FRAME;
  }
}
