package dev.netgen.analyzer.detect.quic;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.quic.QuicPacket.VariableInteger;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The handshake bytes of one side's Initial packets, put together from CRYPTO frames (RFC 9000
 * section 19.6) whatever their order.
 */
final class CryptoStream {
  private static final int LONGEST = 1 << 14;
  private static final int MOST_FRAMES = 4096;
  private static final int PADDING = 0;
  private static final int PING = 1;
  private static final int ACK = 2;
  private static final int ACK_ECN = 3;
  private static final int CRYPTO = 6;

  /** The number of Google's versions 050. */
  private static final int CRYPTO_BEFORE = 8;

  private static final int CLOSE = 0x1C;

  private final byte[] bytes = new byte[LONGEST];
  private final BitSet there = new BitSet();
  private boolean closed;

  /** Adds the frames of a packet, up to one that Initial packets do not hold. */
  void add(Bytes frames) {
    int at = 0;
    for (int count = 0; at >= 0 && at < frames.length() && count < MOST_FRAMES; count++) {
      at =
          switch (frames.u8(at)) {
            case PADDING, PING -> at + 1;
            case ACK -> acknowledgement(frames, at + 1, 0);
            case ACK_ECN -> acknowledgement(frames, at + 1, 3);
            case CRYPTO, CRYPTO_BEFORE -> crypto(frames, at + 1);
            case CLOSE -> close();
            default -> -1;
          };
    }
  }

  private int close() {
    closed = true;
    return -1;
  }

  /** Largest, delay, number of ranges, first range; gap and length of each; counts. */
  private static int acknowledgement(Bytes frames, int from, int counts) {
    VariableInteger ranges = VariableInteger.at(frames, skip(frames, from, 2));
    return ranges == null || ranges.value() > MOST_FRAMES
        ? -1
        : skip(frames, ranges.end(), 1 + 2 * (int) ranges.value() + counts);
  }

  private static int skip(Bytes frames, int from, int integers) {
    int at = from;
    for (int i = 0; i < integers && at >= 0; i++) {
      VariableInteger next = VariableInteger.at(frames, at);
      at = next == null ? -1 : next.end();
    }
    return at;
  }

  private int crypto(Bytes frames, int from) {
    VariableInteger offset = VariableInteger.at(frames, from);
    VariableInteger length = offset == null ? null : VariableInteger.at(frames, offset.end());
    if (offset == null || length == null || !frames.has(length.end(), length.value())) {
      return -1;
    }
    int count = (int) length.value();
    if (offset.value() + count <= LONGEST) {
      int to = (int) offset.value();
      System.arraycopy(frames.slice(length.end(), count).copy(), 0, bytes, to, count);
      there.set(to, to + count);
    }
    return length.end() + count;
  }

  /** What is there from the beginning without a hole. */
  Bytes bytes() {
    return new Bytes(Arrays.copyOf(bytes, there.nextClearBit(0)));
  }

  /** Whether the side closed the connection. */
  boolean closed() {
    return closed;
  }
}
