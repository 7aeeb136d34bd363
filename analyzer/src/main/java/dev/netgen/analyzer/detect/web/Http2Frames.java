package dev.netgen.analyzer.detect.web;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Frames of one direction of HTTP/2 (RFC 9113 section 4), one behind the other.
 *
 * <pre>length 24 | type 8 | flags 8 | 0 stream 31 | payload</pre>
 *
 * @param frames the whole ones, and maybe a last one whose payload is cut
 * @param clean false where bytes follow that are no frame
 */
record Http2Frames(ImmutableList<Frame> frames, boolean clean) {
  static final int HEADER = 9;
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int SETTINGS = 4;
  static final int CONTINUATION = 9;
  static final int ACK = 1;

  private static final int MAX_FRAMES = 512;
  private static final int MAX_LENGTH = 1 << 20;

  /** One frame; {@code payload} as far as it is kept. */
  record Frame(int type, int flags, int stream, int length, Bytes payload) {
    boolean whole() {
      return payload.length() == length;
    }

    boolean flagged(int flag) {
      return (flags & flag) != 0;
    }
  }

  /** Reads on as long as frames follow one another. */
  static Http2Frames read(Bytes bytes, int offset) {
    ImmutableList.Builder<Frame> frames = ImmutableList.builder();
    long at = offset;
    for (int count = 0; bytes.has(at, HEADER) && count < MAX_FRAMES; count++) {
      int from = (int) at;
      if (!isFrame(bytes, from)) {
        return new Http2Frames(frames.build(), false);
      }
      int length = bytes.u24(from);
      int kept = Math.min(length, bytes.length() - from - HEADER);
      frames.add(
          new Frame(
              bytes.u8(from + 3),
              bytes.u8(from + 4),
              (int) bytes.u32(from + 5),
              length,
              bytes.slice(from + HEADER, kept)));
      at += HEADER + length;
    }
    return new Http2Frames(frames.build(), at >= bytes.length() || mayBe(bytes, (int) at));
  }

  private static boolean mayBe(Bytes bytes, int at) {
    return bytes.u8(at) == 0 || bytes.length() - at >= HEADER;
  }

  /** What section 6 demands of each type: length, flags, stream; reserved bits are 0. */
  static boolean isFrame(Bytes bytes, int at) {
    int length = bytes.u24(at);
    int flags = bytes.u8(at + 4);
    long stream = bytes.u32(at + 5);
    if (length > MAX_LENGTH || stream > Integer.MAX_VALUE) {
      return false;
    }
    boolean request = stream % 2 == 1;
    return switch (bytes.u8(at + 3)) {
      case DATA -> request && (flags & ~0x9) == 0;
      case HEADERS -> request && length > 0 && (flags & ~0x2D) == 0;
      case 2 -> request && length == 5 && flags == 0;
      case 3 -> request && length == 4 && flags == 0;
      case SETTINGS -> stream == 0 && (flags == 0 ? length % 6 == 0 : flags == ACK && length == 0);
      case 5 -> request && length > 4 && (flags & ~0xC) == 0;
      case 6 -> stream == 0 && length == 8 && flags <= ACK;
      case 7 -> stream == 0 && length >= 8 && flags == 0;
      case 8 -> (stream == 0 || request) && length == 4 && flags == 0;
      case CONTINUATION -> request && (flags & ~0x4) == 0;
      case 10, 12 -> stream == 0 && flags == 0;
      case 16 -> stream == 0 && length > 4 && flags == 0;
      default -> false;
    };
  }

  /** Whether the first frame is the one a connection begins with. */
  boolean begins() {
    return !frames.isEmpty()
        && frames.get(0).type() == SETTINGS
        && !frames.get(0).flagged(ACK)
        && frames.get(0).length() <= 600;
  }
}
