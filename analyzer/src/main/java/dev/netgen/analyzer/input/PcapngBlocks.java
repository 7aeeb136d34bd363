package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;

/**
 * Types of pcapng blocks, and how a block is recognised behind a damage: a known type, two lengths
 * that agree, and the same of what follows it, unless the file ends there. A section header is
 * recognised in either byte order, all others in that of their section.
 */
final class PcapngBlocks {
  static final int SECTION_HEADER = 0x0A0D0D0A;
  static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  static final int INTERFACE_DESCRIPTION = 1;
  static final int OBSOLETE_PACKET = 2;
  static final int SIMPLE_PACKET = 3;
  static final int NAME_RESOLUTION = 4;
  static final int INTERFACE_STATISTICS = 5;
  static final int ENHANCED_PACKET = 6;

  static final int MIN_BLOCK = 12;
  static final int MIN_SECTION_HEADER = 28;

  /** Longest block held in memory; longer ones without packets are passed over. */
  static final int MAX_READ = CaptureReader.MAX_PACKET + (1 << 16);

  private static final int SYSTEMD_JOURNAL = 9;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int CUSTOM = 0x0BAD;
  private static final int CUSTOM_NOT_COPIED = 0x4000_0BAD;
  private static final int CHAIN = 2;

  private final ByteWindow in;

  PcapngBlocks(ByteWindow in) {
    this.in = in;
  }

  static boolean isByteOrderMagic(int magic) {
    return magic == BYTE_ORDER_MAGIC || Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC;
  }

  static boolean isPacket(int type) {
    return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
  }

  /** Whether something is made of blocks of this type. */
  static boolean isRead(int type) {
    return isPacket(type)
        || type == SECTION_HEADER
        || type == INTERFACE_DESCRIPTION
        || type == INTERFACE_STATISTICS
        || type == NAME_RESOLUTION;
  }

  private static boolean isKnown(int type) {
    return isRead(type)
        || type == SYSTEMD_JOURNAL
        || type == DECRYPTION_SECRETS
        || type == CUSTOM
        || type == CUSTOM_NOT_COPIED;
  }

  /** What blocks that give no packets are called. */
  static String name(int type) {
    return switch (type) {
      case NAME_RESOLUTION -> "name resolution blocks";
      case DECRYPTION_SECRETS -> "decryption secrets blocks";
      case CUSTOM, CUSTOM_NOT_COPIED -> "custom blocks";
      default -> "blocks of types without packets";
    };
  }

  /** Where a chain of blocks begins inside the ready bytes behind the window's position, or -1. */
  int within(boolean swapped) {
    for (int ahead = 4; ahead + MIN_BLOCK <= in.ready(); ahead++) {
      if (chain(ahead, swapped)) {
        return ahead;
      }
    }
    return -1;
  }

  /** Whether blocks follow one another from so far behind the window's position. */
  boolean chain(int from, boolean swapped) {
    int ahead = from;
    boolean order = swapped;
    for (int i = 0; i < CHAIN; i++) {
      if (i > 0 && !in.require(ahead + MIN_BLOCK)) {
        return true;
      }
      int at = in.position() + ahead;
      int type = i32(at, order);
      if (type == SECTION_HEADER) {
        int magic = Bytes.i32(in.buffer(), at + 8);
        if (!isByteOrderMagic(magic)) {
          return false;
        }
        order = magic != BYTE_ORDER_MAGIC;
      } else if (!isKnown(type)) {
        return false;
      }
      int length = i32(at + 4, order);
      if (length < least(type) || length % 4 != 0 || length > MAX_READ) {
        return false;
      }
      if (!in.require(ahead + length)) {
        return i > 0; // cut, after one that is whole
      }
      at = in.position() + ahead;
      if (i32(at + length - 4, order) != length || !inside(type, at, order, length)) {
        return false;
      }
      ahead += length;
    }
    return true;
  }

  private static int least(int type) {
    return switch (type) {
      case SECTION_HEADER -> MIN_SECTION_HEADER;
      case ENHANCED_PACKET, OBSOLETE_PACKET -> 32;
      case INTERFACE_DESCRIPTION -> 20;
      case INTERFACE_STATISTICS -> 24;
      default -> MIN_BLOCK + 4;
    };
  }

  /** What a packet says of its length must fit the block. */
  private boolean inside(int type, int at, boolean order, int length) {
    if (type != ENHANCED_PACKET && type != OBSOLETE_PACKET) {
      return true;
    }
    int captured = i32(at + 20, order);
    return captured >= 0 && captured <= length - 32;
  }

  private int i32(int index, boolean swapped) {
    int value = Bytes.i32(in.buffer(), index);
    return swapped ? Integer.reverseBytes(value) : value;
  }
}
