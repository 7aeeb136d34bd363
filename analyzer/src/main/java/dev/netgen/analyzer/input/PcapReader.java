package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;

/**
 * The classic capture file format, draft-ietf-opsawg-pcap.
 *
 * <pre>
 * file header, 24 bytes:  magic | major, minor | reserved | reserved | snap length | link type
 * packet header, 16 bytes: seconds | micro- or nanoseconds | captured length | original length
 * </pre>
 *
 * The magic tells byte order and unit of time: A1B2C3D4 micro-, A1B23C4D nanoseconds.
 *
 * <p>Damage: a packet whose successor makes no sense is given up only when packets are found inside
 * of what its length covers; else it is used. From where no header can be, the file is searched for
 * the next chain of headers ({@link PcapRecords}), every byte once.
 */
final class PcapReader extends CaptureReader {
  static final int MAGIC_MICROS = 0xA1B2C3D4;
  static final int MAGIC_NANOS = 0xA1B23C4D;
  static final int FILE_HEADER = 24;

  private static final int PACKET_HEADER = PcapRecords.HEADER;
  private static final int LINK_TYPE = 0x03FF_FFFF; // the other bits tell of frame check sequences
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final boolean swapped;
  private final long nanosPerUnit;
  private final PcapRecords records;
  private final CaptureInterfaces interfaces = new CaptureInterfaces();

  /** Seconds of the last packet, or -1 before the first. */
  private long lastSeconds = -1;

  /** Whether what stands at the window's position is known to be no packet header. */
  private boolean lost;

  /** Whether the header at the window's position was read last, and is an ordinary one. */
  private boolean known;

  /** Takes over a window with the file header ready. */
  PcapReader(ByteWindow in) {
    super(in);
    int magic = Bytes.i32(in.buffer(), in.position());
    swapped = magic != MAGIC_MICROS && magic != MAGIC_NANOS;
    nanosPerUnit = (swapped ? Integer.reverseBytes(magic) : magic) == MAGIC_NANOS ? 1 : 1000;
    int snapLength = i32(in.position() + 16);
    records = new PcapRecords(in, swapped, NANOS_PER_SECOND / nanosPerUnit, snapLength);
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
  boolean next() {
    while (in.require(PACKET_HEADER)) {
      if (!known) {
        if ((lost || !records.possible(in.position())) && !findNext()) {
          return false;
        }
        records.read(in.position());
      }
      known = false;
      int length = records.readCaptured;
      if (!in.require(PACKET_HEADER + length)) {
        if (!packetsInside(in.ready())) {
          return cut(in.offset(), "a packet");
        }
        continue;
      }
      captured = length;
      wire = Math.max(length, records.readWire);
      long seconds = records.readSeconds;
      nanos = seconds * NANOS_PER_SECOND + records.readFraction * nanosPerUnit;
      if (!in.require(2 * PACKET_HEADER + length) || !strays(PACKET_HEADER + length, seconds)) {
        lastSeconds = seconds;
        start = in.position() + PACKET_HEADER;
        in.advance(PACKET_HEADER + length);
        return true;
      }
    }
    return in.ready() > 0 && cut(in.offset(), "a packet header");
  }

  /**
   * Whether the packet's length leads nowhere because packets begin before its end; then the
   * reading goes on at the first of them. With none before its end the length is believed; the next
   * header is where it leads on, for odd headers (a clock that was set) are no damage.
   */
  private boolean strays(int size, long seconds) {
    records.read(in.position() + size);
    if (records.ordinary(seconds)) {
      known = true;
      return false;
    }
    if (packetsInside(size)) {
      return true;
    }
    lost = !records.leadsOn(size);
    return false;
  }

  /** Goes to the first packet that begins inside of the current one, if there is one. */
  private boolean packetsInside(int size) {
    int ahead = records.chainWithin(PACKET_HEADER, size, lastSeconds);
    if (ahead < 0) {
      return false;
    }
    int length = records.captured(in.position());
    broken(in.offset(), ahead, "packet length " + length + " that covers other packets");
    in.advance(ahead);
    return true;
  }

  /** Goes to the next chain of packets; false, with the stop told, where there is none. */
  private boolean findNext() {
    long from = in.offset();
    String what = wrong(in.position());
    lost = false;
    in.advance(1);
    while (in.require(PACKET_HEADER)) {
      if (records.chain(0, lastSeconds)) {
        broken(from, in.offset() - from, what);
        return true;
      }
      in.advance(1);
    }
    return damaged(from, what);
  }

  private String wrong(int at) {
    int length = records.captured(at);
    if (length == 0 && records.wire(at) == 0 && records.seconds(at) == 0) {
      return "zeros where a packet header should be";
    }
    return length < 0 || length > MAX_PACKET
        ? "packet length " + Integer.toUnsignedString(length)
        : "no packet header";
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
