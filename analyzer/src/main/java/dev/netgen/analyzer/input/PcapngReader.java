package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.decode.Bytes;
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
 * are kept, names as hints; all else, decryption secrets included, is passed over unread and
 * counted. A simple packet block has no time: it takes that of the packet before it.
 *
 * <p>Damage: a block whose two lengths agree but whose body makes no sense is passed over. Where no
 * block can be, the file is searched for the next one ({@link PcapngBlocks}), every byte once.
 */
final class PcapngReader extends CaptureReader {
  static final int SECTION_HEADER = PcapngBlocks.SECTION_HEADER;
  static final int MIN_SECTION_HEADER = PcapngBlocks.MIN_SECTION_HEADER;

  private static final int MIN_BLOCK = PcapngBlocks.MIN_BLOCK;
  private static final int MAX_SKIPPED = 1 << 28;

  private final CaptureInterfaces interfaces = new CaptureInterfaces();
  private final TreeMap<String, Long> passedOver = new TreeMap<>();
  private final NameHints hints = new NameHints();
  private final PcapngSection section = new PcapngSection(interfaces);
  private final PcapngBlocks blocks;
  private boolean swapped;

  /** Takes over a window that stands at a section header's type. */
  PcapngReader(ByteWindow in) {
    super(in);
    blocks = new PcapngBlocks(in);
  }

  @Override
  boolean next() {
    while (in.require(MIN_BLOCK)) {
      int type = i32(in.position());
      if (type == SECTION_HEADER && !beginSection()) {
        if (!findNext(type, "section header without byte-order magic")) {
          return false;
        }
        continue;
      }
      int length = i32(in.position() + 4);
      int most = PcapngBlocks.isRead(type) ? PcapngBlocks.MAX_READ : MAX_SKIPPED;
      if (length < MIN_BLOCK || length % 4 != 0 || length > most) {
        if (!findNext(type, "block length " + Integer.toUnsignedString(length))) {
          return false;
        }
      } else if (length > PcapngBlocks.MAX_READ) {
        if (!skip(type, length)) {
          return false;
        }
      } else if (!in.require(length)) {
        if (!blocksInside(type)) {
          return cut(in.offset(), "a block");
        }
      } else if (i32(in.position() + length - 4) != length) {
        if (!findNext(type, "block whose two lengths differ")) {
          return false;
        }
      } else if (take(type, length)) {
        return true;
      }
    }
    return in.ready() > 0 && cut(in.offset(), "a block header");
  }

  private boolean beginSection() {
    int magic = Bytes.i32(in.buffer(), in.position() + 8);
    if (!PcapngBlocks.isByteOrderMagic(magic)) {
      return false;
    }
    swapped = magic != PcapngBlocks.BYTE_ORDER_MAGIC;
    section.begin(swapped);
    return true;
  }

  /** Takes a block that is ready as a whole; whether it is a packet. */
  private boolean take(int type, int length) {
    int at = in.position();
    int body = at + 8;
    int end = at + length - 4;
    boolean sound =
        switch (type) {
          case SECTION_HEADER -> length >= MIN_SECTION_HEADER && u16(body + 4) == 1;
          case PcapngBlocks.INTERFACE_DESCRIPTION -> section.describe(in.buffer(), body, end);
          case PcapngBlocks.INTERFACE_STATISTICS -> section.statistics(in.buffer(), body, end);
          case PcapngBlocks.NAME_RESOLUTION -> hints.read(in.buffer(), body, end, swapped);
          case PcapngBlocks.SIMPLE_PACKET -> simple(body, end);
          case PcapngBlocks.ENHANCED_PACKET -> packet(body, end, end - body < 4 ? 0 : i32(body), 0);
          case PcapngBlocks.OBSOLETE_PACKET ->
              packet(body, end, end - body < 4 ? 0 : u16(body), u16(body + 2));
          default -> true;
        };
    if (!sound) {
      broken(in.offset(), length, "block of type " + type + " with a bad body");
      if (type == PcapngBlocks.INTERFACE_DESCRIPTION) {
        section.descriptionLost();
      }
    } else if (!PcapngBlocks.isRead(type) || type == PcapngBlocks.NAME_RESOLUTION) {
      passedOver.merge(PcapngBlocks.name(type), 1L, Long::sum);
    }
    in.advance(length);
    return sound && PcapngBlocks.isPacket(type);
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

  /** Passes over a block too long to be held; false where reading stops. */
  private boolean skip(int type, int length) {
    long blockOffset = in.offset();
    if (!in.skip(length - 4L) || !in.require(4)) {
      return cut(blockOffset, "a block");
    }
    if (i32(in.position()) != length) {
      return findNext(type, "block whose two lengths differ, " + length + " bytes before,");
    }
    in.advance(4);
    passedOver.merge(PcapngBlocks.name(type), 1L, Long::sum);
    return true;
  }

  /** Goes to the next block that can be recognised; false, with the stop told, without one. */
  private boolean findNext(int type, String what) {
    long from = in.offset();
    return blocksInside(type, what) || damaged(from, what);
  }

  /** The same where the file ends before the block does: without one, it is cut, not damaged. */
  private boolean blocksInside(int type) {
    int length = i32(in.position() + 4);
    int ahead = blocks.within(swapped);
    return ahead >= 0 && goOn(type, ahead, "block length " + length + " beyond the file's end");
  }

  private boolean blocksInside(int type, String what) {
    long from = in.offset();
    in.advance(4);
    while (in.require(MIN_BLOCK)) {
      if (blocks.chain(0, swapped)) {
        resumed(type, from, what);
        return true;
      }
      in.advance(1);
    }
    return false;
  }

  private boolean goOn(int type, int ahead, String what) {
    long from = in.offset();
    in.advance(ahead);
    resumed(type, from, what);
    return true;
  }

  private void resumed(int type, long from, String what) {
    broken(from, in.offset() - from, what);
    if (!PcapngBlocks.isRead(type) || type == PcapngBlocks.INTERFACE_DESCRIPTION) {
      section.descriptionLost();
    }
  }

  /** Blocks passed over, by name. */
  ImmutableSortedMap<String, Long> passedOver() {
    return ImmutableSortedMap.copyOf(passedOver);
  }

  /** Names given to addresses. */
  NameHints hints() {
    return hints;
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
