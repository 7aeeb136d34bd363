package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.decode.Bytes;
import java.io.IOException;
import java.util.TreeMap;

/**
 * The pcapng capture file format, draft-ietf-opsawg-pcapng: sections of blocks.
 *
 * <pre>
 * block:  type | total length | body, padded to 4 bytes | total length
 * body of an enhanced packet block:
 *   interface | time, upper 32 | time, lower 32 | captured length | original length | data | options
 * </pre>
 *
 * Enhanced, simple and obsolete packet blocks give packets; interface descriptions and statistics
 * are kept; all else, name resolution and decryption secrets included, is passed over unread and
 * counted. A simple packet block has no time: it takes that of the packet before it.
 */
final class PcapngReader extends CaptureReader {
  static final int SECTION_HEADER = 0x0A0D0D0A;

  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int NAME_RESOLUTION = 4;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int DECRYPTION_SECRETS = 10;

  private static final int MIN_BLOCK = 12;
  static final int MIN_SECTION_HEADER = 28;
  private static final int MAX_SKIPPED = 1 << 28;
  private static final int MAX_KEPT = MAX_PACKET + (1 << 16);

  private final CaptureInterfaces interfaces = new CaptureInterfaces();
  private final TreeMap<String, Long> passedOver = new TreeMap<>();
  private final PcapngSection section = new PcapngSection(interfaces);
  private boolean swapped;

  /** Takes over a window that stands at a section header's type. */
  PcapngReader(ByteWindow in) {
    super(in);
  }

  @Override
  boolean next() throws IOException {
    while (in.require(MIN_BLOCK)) {
      int type = i32(in.position());
      if (type == SECTION_HEADER && !beginSection()) {
        return false;
      }
      int length = i32(in.position() + 4);
      boolean kept = isKept(type);
      if (length < MIN_BLOCK || length % 4 != 0 || length > (kept ? MAX_KEPT : MAX_SKIPPED)) {
        return damaged(in.offset(), "block length " + Integer.toUnsignedString(length));
      }
      if (!(kept ? take(type, length) : pass(type, length))) {
        return false;
      }
      if (isPacket(type)) {
        return true;
      }
    }
    return in.ready() > 0 && cut(in.offset(), "a block header");
  }

  private static boolean isPacket(int type) {
    return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
  }

  private static boolean isKept(int type) {
    return isPacket(type)
        || type == SECTION_HEADER
        || type == INTERFACE_DESCRIPTION
        || type == INTERFACE_STATISTICS;
  }

  private boolean beginSection() {
    int magic = Bytes.i32(in.buffer(), in.position() + 8);
    if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
      return damaged(in.offset(), "section header without byte-order magic");
    }
    swapped = magic != BYTE_ORDER_MAGIC;
    section.begin(swapped);
    return true;
  }

  /** A block whose body is looked at: made ready as a whole. */
  private boolean take(int type, int length) throws IOException {
    long blockOffset = in.offset();
    if (!in.require(length)) {
      return cut(blockOffset, "a block");
    }
    int at = in.position();
    if (i32(at + length - 4) != length) {
      return damaged(blockOffset, "block whose two lengths differ");
    }
    in.advance(length);
    int body = at + 8;
    int end = at + length - 4;
    boolean sound =
        switch (type) {
          case SECTION_HEADER -> length >= MIN_SECTION_HEADER && u16(body + 4) == 1;
          case INTERFACE_DESCRIPTION -> section.describe(in.buffer(), body, end);
          case INTERFACE_STATISTICS -> section.statistics(in.buffer(), body, end);
          case SIMPLE_PACKET -> simple(body, end);
          case ENHANCED_PACKET -> packet(body, end, end - body < 4 ? 0 : i32(body), 0);
          default -> packet(body, end, end - body < 4 ? 0 : u16(body), u16(body + 2));
        };
    return sound || damaged(blockOffset, "block of type " + type + " with a bad body");
  }

  /** Enhanced and obsolete packet blocks differ in the first four bytes only. */
  private boolean packet(int body, int end, int local, int drops) {
    if (end - body < 20) {
      return false;
    }
    int length = i32(body + 12);
    if (length < 0 || length > end - body - 20) {
      return false;
    }
    start = body + 20;
    captured = length;
    wire = Math.max(length, i32(body + 16));
    linkType = section.linkType(local);
    captureInterface = section.index(local);
    nanos = section.nanos(local, ((long) i32(body + 4) << 32) | (i32(body + 8) & 0xFFFF_FFFFL));
    if (drops != 0xFFFF) {
      section.dropped(local, drops);
    }
    int options = start + ((length + 3) & -4);
    if (options < end) {
      section.packetOptions(in.buffer(), options, end, local);
    }
    return true;
  }

  private boolean simple(int body, int end) {
    if (end - body < 4) {
      return false;
    }
    int original = i32(body);
    start = body + 4;
    captured = section.simpleLength(original, end - start);
    wire = Math.max(captured, original);
    linkType = section.linkType(0);
    captureInterface = section.index(0);
    return captured >= 0;
  }

  private boolean pass(int type, int length) throws IOException {
    long blockOffset = in.offset();
    if (!in.skip(length - 4L) || !in.require(4)) {
      return cut(blockOffset, "a block");
    }
    if (i32(in.position()) != length) {
      return damaged(blockOffset, "block whose two lengths differ");
    }
    in.advance(4);
    String name =
        switch (type) {
          case NAME_RESOLUTION -> "name resolution blocks";
          case DECRYPTION_SECRETS -> "decryption secrets blocks";
          default -> "blocks of types without packets";
        };
    passedOver.merge(name, 1L, Long::sum);
    return true;
  }

  /** Blocks passed over, by name. */
  ImmutableSortedMap<String, Long> passedOver() {
    return ImmutableSortedMap.copyOf(passedOver);
  }

  @Override
  CaptureInterfaces interfaces() {
    return interfaces;
  }

  private int i32(int index) {
    int value = Bytes.i32(in.buffer(), index);
    return swapped ? Integer.reverseBytes(value) : value;
  }

  private int u16(int index) {
    int value = Bytes.u16(in.buffer(), index);
    return swapped ? Short.reverseBytes((short) value) & 0xFFFF : value;
  }
}
