package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.testing.TimedPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The same bytes of each TCP stream in other segments. */
final class Segments {
  private static final int MOST_PIECES = 12;
  private static final int LONGEST_PIECE = 24;
  private static final int FIN_AND_PUSH = 1 | 8;

  private Segments() {}

  /** Each segment with payload that was captured whole, in pieces chosen by lot. */
  static ImmutableList<CaptureFile> split(Subject subject) {
    List<TimedPacket> all = new ArrayList<>();
    for (TimedPacket packet : subject.file().packets()) {
      Headers headers = Headers.of(subject.file().linkType(), packet.bytes());
      if (headers == null || !whole(headers, packet)) {
        all.add(packet);
      } else {
        pieces(headers, packet, subject.random(), all);
      }
    }
    return ImmutableList.of(subject.file().with(all));
  }

  private static boolean whole(Headers headers, TimedPacket packet) {
    return headers.protocol() == Headers.TCP
        && headers.payloadLength() > 1
        && packet.wire() == packet.bytes().length
        && !headers.flag(packet.bytes(), Headers.SYN)
        && Headers.u16(packet.bytes(), headers.ip() + (headers.v6() ? 4 : 2)) != 0;
  }

  private static void pieces(
      Headers headers, TimedPacket packet, Random random, List<TimedPacket> to) {
    int from = headers.payload();
    for (int i = 1; from < headers.end(); i++) {
      int left = headers.end() - from;
      int count = i == MOST_PIECES ? left : Math.min(left, 1 + random.nextInt(LONGEST_PIECE));
      byte[] frame = piece(headers, packet.bytes(), from, count);
      to.add(new TimedPacket(packet.nanos(), frame, frame.length));
      from += count;
    }
  }

  private static byte[] piece(Headers headers, byte[] frame, int from, int count) {
    byte[] piece = Arrays.copyOf(frame, headers.payload() + count);
    System.arraycopy(frame, from, piece, headers.payload(), count);
    ByteBuffer out = ByteBuffer.wrap(piece);
    int offset = from - headers.payload();
    int sequence = headers.transport() + 4;
    out.putInt(sequence, out.getInt(sequence) + offset);
    int cut = headers.end() - headers.payload() - count;
    int length = headers.ip() + (headers.v6() ? 4 : 2);
    out.putShort(length, (short) (Headers.u16(frame, length) - cut));
    if (from + count < headers.end()) {
      piece[headers.transport() + 13] &= (byte) ~FIN_AND_PUSH;
    }
    return piece;
  }
}
