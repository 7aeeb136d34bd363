package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Frames of AMQP 0-9-1 in one direction (specification section 2.3.5).
 *
 * <pre>
 * +------+---------+----------+---------+------+
 * | type | channel | size     | payload | 0xCE |
 * | 1..8 | 16 bits | 32 bits  | size    |      |
 * +------+---------+----------+---------+------+
 * </pre>
 *
 * @param frames whole frames in order
 * @param clean false where bytes follow that are no beginning of a frame
 */
record AmqpFrames(ImmutableList<Frame> frames, boolean clean) {
  static final int METHOD = 1;
  static final int HEARTBEAT = 8;

  private static final int HEADER = 7;
  private static final int END = 0xCE;
  private static final long MAX_SIZE = 1 << 24;
  private static final int MAX_FRAMES = 512;
  private static final int MAX_SEARCH = 1 << 17;

  /** One frame. */
  record Frame(int type, int channel, Bytes payload) {
    /** Class and method id of a method frame as {@code class << 16 | method}, else 0. */
    int method() {
      return type == METHOD && payload.has(0, 4) ? (int) payload.u32(0) : 0;
    }
  }

  static AmqpFrames read(Bytes bytes, int offset) {
    ImmutableList.Builder<Frame> frames = ImmutableList.builder();
    int at = offset;
    for (int count = 0; count < MAX_FRAMES && bytes.has(at, HEADER); count++) {
      if (!headerAt(bytes, at)) {
        return new AmqpFrames(frames.build(), false);
      }
      int size = (int) bytes.u32(at + 3);
      if (!bytes.has(at, HEADER + size + 1L)) {
        break;
      }
      if (bytes.u8(at + HEADER + size) != END) {
        return new AmqpFrames(frames.build(), false);
      }
      frames.add(new Frame(bytes.u8(at), bytes.u16(at + 1), bytes.slice(at + HEADER, size)));
      at += HEADER + size + 1;
    }
    return new AmqpFrames(frames.build(), true);
  }

  /** Frames from the start, or from behind the first frame end from which two frames chain. */
  static AmqpFrames midStream(Bytes bytes) {
    AmqpFrames atStart = read(bytes, 0);
    if (atStart.clean() && !atStart.frames().isEmpty()) {
      return atStart;
    }
    int limit = Math.min(bytes.length(), MAX_SEARCH);
    for (int at = 1; at < limit; at++) {
      if (bytes.u8(at - 1) == END && headerAt(bytes, at)) {
        AmqpFrames frames = read(bytes, at);
        if (frames.clean() && frames.frames().size() >= 2) {
          return frames;
        }
      }
    }
    return new AmqpFrames(ImmutableList.of(), false);
  }

  private static boolean headerAt(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return false;
    }
    int channel = bytes.u16(at + 1);
    long size = bytes.u32(at + 3);
    return switch (bytes.u8(at)) {
      case METHOD -> size >= 4 && size <= MAX_SIZE;
      case 2 -> channel > 0 && size >= 14 && size <= MAX_SIZE;
      case 3 -> channel > 0 && size <= MAX_SIZE;
      case HEARTBEAT -> channel == 0 && size == 0;
      default -> false;
    };
  }
}
