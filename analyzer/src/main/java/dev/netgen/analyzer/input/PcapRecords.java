package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;

/**
 * Packet headers of one classic capture file, and how likely the bytes at some place are one. Three
 * degrees: <em>possible</em> (what a reader has to accept), <em>ordinary</em> (what follows a
 * packet in any healthy file), and a <em>chain</em> of several that lead to one another, by which
 * packets are found again behind a damage.
 *
 * <p>A chance hit needs 32 bits of seconds in a window of days, 32 bits of fraction below a second
 * and two lengths below the snap length, three times in a row.
 */
final class PcapRecords {
  static final int HEADER = 16;

  /**
   * Headers that have to lead to one another; two where the file ends in the second's packet, one
   * where it ends with the first's.
   */
  private static final int CHAIN = 3;

  /** Headers looked at before an odd one is believed. */
  private static final int LOOK_AHEAD = 2;

  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;
  private static final long LONGEST_GAP = 8 * DAY;
  private static final int SUPER_SEGMENT = 65_600;
  private static final int MAX_WIRE = 1 << 24;

  private final ByteWindow in;
  private final boolean swapped;
  private final long unitsPerSecond;
  private final int mostCaptured;

  /** What {@link #read} found. */
  long readSeconds;

  long readFraction;
  int readCaptured;
  int readWire;

  /**
   * Records of one file.
   *
   * @param unitsPerSecond a million or a milliard
   * @param snapLength as the file header says; some say less than they hold, and some say nothing
   */
  PcapRecords(ByteWindow in, boolean swapped, long unitsPerSecond, int snapLength) {
    this.in = in;
    this.swapped = swapped;
    this.unitsPerSecond = unitsPerSecond;
    boolean told = snapLength > 0 && snapLength <= CaptureReader.MAX_PACKET;
    mostCaptured = told ? Math.max(snapLength, SUPER_SEGMENT) : CaptureReader.MAX_PACKET;
  }

  /** Reads the header at this index into the fields. */
  void read(int at) {
    byte[] bytes = in.buffer();
    if (swapped) {
      readSeconds = little(bytes, at) & 0xFFFF_FFFFL;
      readFraction = little(bytes, at + 4) & 0xFFFF_FFFFL;
      readCaptured = little(bytes, at + 8);
      readWire = little(bytes, at + 12);
    } else {
      readSeconds = Bytes.u32(bytes, at);
      readFraction = Bytes.u32(bytes, at + 4);
      readCaptured = Bytes.i32(bytes, at + 8);
      readWire = Bytes.i32(bytes, at + 12);
    }
  }

  long seconds(int at) {
    return i32(at) & 0xFFFF_FFFFL;
  }

  long fraction(int at) {
    return i32(at + 4) & 0xFFFF_FFFFL;
  }

  int captured(int at) {
    return i32(at + 8);
  }

  int wire(int at) {
    return i32(at + 12);
  }

  /** Whether a reader may take the header at this index for one. */
  boolean possible(int at) {
    int length = captured(at);
    return length >= 0
        && length <= CaptureReader.MAX_PACKET
        && (length != 0 || wire(at) != 0 || seconds(at) != 0);
  }

  /**
   * Whether the header read last is as one after another should be, in any healthy file.
   *
   * @param previousSeconds time of the packet before
   */
  boolean ordinary(long previousSeconds) {
    long gap = readSeconds - previousSeconds;
    return gap >= -DAY && gap <= DAY && sound(readFraction, readCaptured, readWire);
  }

  private boolean sound(long fraction, int captured, int wire) {
    return fraction < unitsPerSecond
        && captured >= 0
        && captured <= mostCaptured
        && wire >= captured
        && wire <= MAX_WIRE
        && wire > 0;
  }

  /**
   * Whether an odd header so far behind the window's position, ready there, leads to possible ones
   * or to the file's end.
   */
  boolean leadsOn(int ahead) {
    int next = ahead;
    for (int i = 0; i < LOOK_AHEAD; i++) {
      if (!in.require(next + HEADER)) {
        return in.ready() >= next;
      }
      int at = in.position() + next;
      if (!possible(at)) {
        return false;
      }
      next += HEADER + captured(at);
    }
    return true;
  }

  /**
   * Whether a chain begins so far behind the window's position, where a header is ready.
   *
   * @param previousSeconds time of the last packet, or negative where there was none
   */
  boolean chain(int ahead, long previousSeconds) {
    int next = ahead;
    long previous = previousSeconds;
    for (int i = 0; i < CHAIN; i++) {
      if (i > 0 && !in.require(next + HEADER)) {
        return i > 1 || in.ready() == next;
      }
      int at = in.position() + next;
      long gap = previous < 0 ? 0 : seconds(at) - previous;
      if (gap < -HOUR || gap > LONGEST_GAP || !sound(fraction(at), captured(at), wire(at))) {
        return false;
      }
      previous = seconds(at);
      next += HEADER + captured(at);
    }
    return true;
  }

  /**
   * Where a chain begins inside the bytes that are ready.
   *
   * @param from first place looked at, so far behind the window's position
   * @param to place before which it must begin
   * @return bytes behind the window's position, or -1
   */
  int chainWithin(int from, int to, long previousSeconds) {
    for (int ahead = from; ahead < to && ahead + HEADER <= in.ready(); ahead++) {
      if (chain(ahead, previousSeconds)) {
        return ahead;
      }
    }
    return -1;
  }

  private int i32(int index) {
    return swapped ? little(in.buffer(), index) : Bytes.i32(in.buffer(), index);
  }

  private static int little(byte[] bytes, int index) {
    return half(bytes, index) | half(bytes, index + 2) << 16;
  }

  private static int half(byte[] bytes, int index) {
    return (bytes[index] & 0xFF) | (bytes[index + 1] & 0xFF) << 8;
  }
}
