package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.testing.Envelopes;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Packets inside others, and packets in pieces. */
final class Wrappings {
  private static final String ONE_NODE = "198.18.7.1";
  private static final String OTHER_NODE = "198.18.7.2";
  private static final int VNI = 7;
  private static final int ETHERNET = 1;
  private static final int TRANSPARENT_BRIDGING = 0x6558;
  private static final int PIECE = 512;
  private static final int FRAGMENT_HEADER = 44;
  private static final byte[] OPTION = Envelopes.bytes(1, 2, 3, 1, 9, 9, 9, 9);

  private Wrappings() {}

  static ImmutableList<CaptureFile> vxlan(Subject subject) {
    return wrapped(subject, 4789, frame -> Envelopes.vxlan(VNI, frame));
  }

  static ImmutableList<CaptureFile> geneve(Subject subject) {
    return wrapped(
        subject, 6081, frame -> Envelopes.geneve(VNI, TRANSPARENT_BRIDGING, OPTION, frame));
  }

  private static ImmutableList<CaptureFile> wrapped(
      Subject subject, int port, UnaryOperator<byte[]> envelope) {
    if (subject.file().linkType() != ETHERNET) {
      return ImmutableList.of();
    }
    List<TimedPacket> packets = new ArrayList<>();
    for (TimedPacket packet : subject.file().packets()) {
      byte[] inner = envelope.apply(packet.bytes());
      int cut = packet.wire() - packet.bytes().length;
      Headers headers = subject.headers(packet);
      boolean back = headers != null && Tuple.of(headers, packet.bytes()).fromGreater();
      byte[] outer =
          Packets.udp(back ? OTHER_NODE : ONE_NODE, 50_000, back ? ONE_NODE : OTHER_NODE, port)
              .payload(inner)
              .ethernet();
      lengths(outer, cut);
      packets.add(new TimedPacket(packet.nanos(), outer, outer.length + cut));
    }
    return ImmutableList.of(subject.file().with(packets));
  }

  /** Puts the lengths of the whole packet into its outer headers; 0 where it is too large. */
  private static void lengths(byte[] outer, int cut) {
    int ip = outer.length - 14 + cut;
    put(outer, 16, ip > 0xFFFF ? 0 : ip);
    put(outer, 38, ip > 0xFFFF ? 0 : ip - 20);
  }

  private static void put(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  static ImmutableList<CaptureFile> fragmented(Subject subject) {
    List<TimedPacket> packets = new ArrayList<>();
    int id = 1;
    for (TimedPacket packet : subject.file().packets()) {
      Headers headers = subject.headers(packet);
      boolean whole = packet.wire() == packet.bytes().length;
      if (headers == null || !whole || headers.end() - headers.transport() <= PIECE) {
        packets.add(packet);
      } else {
        pieces(packet, headers, id++, packets);
      }
    }
    return ImmutableList.of(subject.file().with(packets));
  }

  private static void pieces(TimedPacket packet, Headers headers, int id, List<TimedPacket> to) {
    byte[] frame = packet.bytes();
    for (int from = headers.transport(); from < headers.end(); from += PIECE) {
      byte[] body = Arrays.copyOfRange(frame, from, Math.min(from + PIECE, headers.end()));
      boolean more = from + PIECE < headers.end();
      int offset = from - headers.transport();
      byte[] head = Arrays.copyOf(frame, headers.transport());
      byte[] piece =
          headers.v6()
              ? v6(head, headers, id, offset, more, body)
              : v4(head, headers, id, offset, more, body);
      to.add(new TimedPacket(packet.nanos(), piece));
    }
  }

  private static byte[] v4(
      byte[] head, Headers headers, int id, int offset, boolean more, byte[] body) {
    put(head, headers.ip() + 2, head.length - headers.ip() + body.length);
    put(head, headers.ip() + 4, id);
    put(head, headers.ip() + 6, offset / 8 | (more ? 0x2000 : 0));
    return Packets.join(head, body);
  }

  private static byte[] v6(
      byte[] head, Headers headers, int id, int offset, boolean more, byte[] body) {
    int next = head[headers.ip() + 6];
    head[headers.ip() + 6] = FRAGMENT_HEADER;
    put(head, headers.ip() + 4, 8 + body.length);
    byte[] fragment = Packets.shorts(next << 8, offset | (more ? 1 : 0), 0, id);
    return Packets.join(head, fragment, body);
  }
}
