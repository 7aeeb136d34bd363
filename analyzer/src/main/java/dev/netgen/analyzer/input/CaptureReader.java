package dev.netgen.analyzer.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The packets of one capture file, one after another. The fields tell the current packet, whose
 * bytes stay valid until the next is asked for.
 *
 * <p>Whatever the bytes are, reading ends with a {@link #stop} at worst: what precedes is used.
 * Where packets can be recognised behind a damage, reading goes on there, and the damage is one of
 * the {@link #breaks}.
 */
abstract class CaptureReader implements Closeable {
  /** Most captured bytes of a packet: four times what tcpdump keeps at most. */
  static final int MAX_PACKET = 1 << 20;

  /** Why reading stopped before the end of the file. */
  record Stop(InputNote.Kind kind, long offset, String text) {}

  /** A damage behind which reading went on: where, how many bytes were passed over, and what. */
  record Break(long offset, long skipped, String text) {}

  /** Breaks told one by one; a bound against hostile files. */
  private static final int MAX_BREAKS = 8;

  final ByteWindow in;

  /** Packet time, nanoseconds since 1970. */
  long nanos;

  /** Index of the packet's first byte in the window's buffer. */
  int start;

  /** Captured bytes. */
  int captured;

  /** Bytes on the wire. */
  int wire;

  /** Link type of the packet, or -1 where the file does not describe its interface. */
  int linkType;

  /** The interface the packet was taken on, counted over the whole file; 0 in pcap files. */
  int captureInterface;

  private final List<Break> breaks = new ArrayList<>();
  private Stop stop = NO_STOP;
  private long moreBreaks;
  private long moreSkipped;

  private static final Stop NO_STOP = new Stop(InputNote.Kind.IGNORED, -1, "");

  CaptureReader(ByteWindow in) {
    this.in = in;
  }

  /** Goes to the next packet; false at the end or where reading stops. */
  abstract boolean next();

  /** The capture interfaces seen so far; one in pcap files. */
  abstract CaptureInterfaces interfaces();

  /** Why reading ended early, or a stop of kind IGNORED when it did not. */
  Stop stop() {
    return stop;
  }

  /** The first damages behind which reading went on. */
  List<Break> breaks() {
    return breaks;
  }

  /** How many there were besides {@link #breaks}. */
  long moreBreaks() {
    return moreBreaks;
  }

  /** Bytes passed over at those. */
  long moreSkipped() {
    return moreSkipped;
  }

  /** Keeps a damage behind which reading goes on. */
  void broken(long offset, long skipped, String what) {
    if (breaks.size() < MAX_BREAKS) {
      breaks.add(new Break(offset, skipped, what));
    } else {
      moreBreaks++;
      moreSkipped += skipped;
    }
  }

  /** Ends reading: the file ends inside what begins at the offset. */
  boolean cut(long offset, String inside) {
    stop =
        new Stop(
            InputNote.Kind.CUT,
            offset,
            "file cut short inside " + inside + ", or still being written");
    return false;
  }

  /** Ends reading: the bytes at the offset make no sense, and nothing after them is recognised. */
  boolean damaged(long offset, String what) {
    stop = new Stop(InputNote.Kind.DAMAGED, offset, what + "; the rest of the file is not used");
    return false;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
