package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Frames of AMQP 1.0 in one direction (part 2, section 2.3; part 5, section 5.3.2).
 *
 * <pre>size 32 | offset in words 8 | type 8: 0 AMQP, 1 SASL | channel 16 | 00 53 performative ...
 * </pre>
 *
 * Protocol headers of eight bytes may stand between them.
 *
 * @param frames in order; the last may be cut
 * @param clean false where bytes follow that are no frame
 */
record Amqp1Frames(ImmutableList<Frame> frames, boolean clean) {
  static final int OPEN = 0x10;
  static final int MECHANISMS = 0x40;
  static final int INIT = 0x41;
  static final int OUTCOME = 0x44;

  private static final int HEADER = 8;
  private static final int MOST = 256;
  private static final long LONGEST = 1 << 28;

  /**
   * One frame.
   *
   * @param performative what it says, 0 of a heartbeat, -1 where it is cut
   * @param body what follows the performative's code
   */
  record Frame(int performative, Bytes body) {}

  static Amqp1Frames read(Bytes bytes, int offset) {
    ImmutableList.Builder<Frame> frames = ImmutableList.builder();
    long at = offset;
    for (int count = 0; count < MOST && bytes.has(at, HEADER); count++) {
      int start = (int) at;
      if (bytes.at(start, "AMQP") && bytes.u8(start + 5) == 1) {
        at += HEADER;
        continue;
      }
      long size = bytes.u32(start);
      int data = bytes.u8(start + 4) * 4;
      int type = bytes.u8(start + 5);
      if (size < HEADER || size > LONGEST || data < HEADER || data > size || type > 1) {
        return new Amqp1Frames(frames.build(), false);
      }
      int kept = (int) Math.min(size, bytes.length() - at);
      Frame frame = frame(bytes.slice(start, kept), data, (int) size, type);
      if (frame == null) {
        return new Amqp1Frames(frames.build(), false);
      }
      frames.add(frame);
      at += size;
    }
    return new Amqp1Frames(frames.build(), true);
  }

  private static @Nullable Frame frame(Bytes frame, int data, int size, int type) {
    if (data == size) {
      return type == 0 ? new Frame(0, Bytes.EMPTY) : null;
    }
    if (!frame.has(data, 3)) {
      return frame.length() == size ? null : new Frame(-1, Bytes.EMPTY);
    }
    // The descriptor is a small number, or the same as one of eight bytes.
    boolean small = frame.u8(data) == 0 && frame.u8(data + 1) == 0x53;
    boolean large = frame.u8(data) == 0 && frame.u8(data + 1) == 0x80 && frame.has(data + 2, 8);
    int code = small ? frame.u8(data + 2) : large ? frame.u8(data + 9) : 0;
    boolean known =
        type == 1 ? code >= MECHANISMS && code <= OUTCOME : code >= OPEN && code <= 0x18;
    return known ? new Frame(code, frame.from(data + (small ? 3 : 10))) : null;
  }

  /** The mechanism of the client's sasl-init, the first symbol in its list, or empty. */
  String mechanism() {
    for (Frame frame : frames) {
      if (frame.performative() == INIT) {
        Bytes body = frame.body();
        int at = body.has(0, 1) && body.u8(0) == 0xD0 ? 9 : 3;
        boolean symbol = body.has(at, 2) && body.u8(at) == 0xA3;
        boolean kept = symbol && body.isPrintable(at + 2, body.u8(at + 1));
        return kept ? body.text(at + 2, body.u8(at + 1)) : "";
      }
    }
    return "";
  }

  boolean has(int performative) {
    return frames.stream().anyMatch(frame -> frame.performative() == performative);
  }
}
