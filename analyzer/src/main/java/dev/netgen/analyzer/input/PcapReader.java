package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;
import java.io.IOException;

/**
 * The classic capture file format, draft-ietf-opsawg-pcap.
 *
 * <pre>
 * file header, 24 bytes:  magic | major, minor | reserved | reserved | snap length | link type
 * packet header, 16 bytes: seconds | micro- or nanoseconds | captured length | original length
 * </pre>
 *
 * The magic tells byte order and unit of time: A1B2C3D4 micro-, A1B23C4D nanoseconds.
 */
final class PcapReader extends CaptureReader {
  static final int MAGIC_MICROS = 0xA1B2C3D4;
  static final int MAGIC_NANOS = 0xA1B23C4D;
  static final int FILE_HEADER = 24;

  private static final int PACKET_HEADER = 16;
  private static final int LINK_TYPE = 0x03FF_FFFF; // the other bits tell of frame check sequences
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final boolean swapped;
  private final long nanosPerUnit;
  private final CaptureInterfaces interfaces = new CaptureInterfaces();

  /** Takes over a window with the file header ready. */
  PcapReader(ByteWindow in) {
    super(in);
    int magic = Bytes.i32(in.buffer(), in.position());
    swapped = magic != MAGIC_MICROS && magic != MAGIC_NANOS;
    nanosPerUnit = (swapped ? Integer.reverseBytes(magic) : magic) == MAGIC_NANOS ? 1 : 1000;
    linkType = i32(in.position() + 20) & LINK_TYPE;
    interfaces.index("", 0, linkType);
    in.advance(FILE_HEADER);
  }

  /** Whether these four bytes begin such a file. */
  static boolean isMagic(int bigEndian) {
    int other = Integer.reverseBytes(bigEndian);
    return bigEndian == MAGIC_MICROS
        || bigEndian == MAGIC_NANOS
        || other == MAGIC_MICROS
        || other == MAGIC_NANOS;
  }

  @Override
  boolean next() throws IOException {
    if (!in.require(PACKET_HEADER)) {
      return in.ready() > 0 && cut(in.offset(), "a packet header");
    }
    int at = in.position();
    int length = i32(at + 8);
    if (length < 0 || length > MAX_PACKET) {
      return damaged(in.offset(), "packet length " + Integer.toUnsignedString(length));
    }
    long seconds = i32(at) & 0xFFFF_FFFFL;
    int original = i32(at + 12);
    if (length == 0 && original == 0 && seconds == 0) {
      return damaged(in.offset(), "zeros where a packet header should be");
    }
    nanos = seconds * NANOS_PER_SECOND + (i32(at + 4) & 0xFFFF_FFFFL) * nanosPerUnit;
    if (!in.require(PACKET_HEADER + length)) {
      return cut(in.offset(), "a packet");
    }
    start = in.position() + PACKET_HEADER;
    captured = length;
    wire = original < length ? length : original;
    in.advance(PACKET_HEADER + length);
    return true;
  }

  @Override
  CaptureInterfaces interfaces() {
    return interfaces;
  }

  private int i32(int index) {
    int value = Bytes.i32(in.buffer(), index);
    return swapped ? Integer.reverseBytes(value) : value;
  }
}
