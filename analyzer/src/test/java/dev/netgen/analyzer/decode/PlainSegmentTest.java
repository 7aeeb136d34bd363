package dev.netgen.analyzer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way of a plain TCP packet tells what the layers one after another tell. */
class PlainSegmentTest {
  private static final int ETHERNET = 14;
  private static final int LONGEST = 200;
  private static final int ROUNDS = 50_000;

  @Test
  void bothWaysTellTheSameOfRandomHeaders() {
    Random random = new Random(1);
    PacketDecoder decoder = new PacketDecoder();
    PacketDecoder layers = new PacketDecoder();
    int shortWays = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int offset = random.nextInt(20);
      int captured = ETHERNET + random.nextInt(LONGEST - ETHERNET);
      int wire = captured + (random.nextInt(4) == 0 ? random.nextInt(300) : 0);
      byte[] frame = frame(random, offset, captured);
      DecodedPacket quick = new DecodedPacket();
      DecodedPacket plain = new DecodedPacket();
      Reason one = decoder.decode(LinkTypes.ETHERNET, frame, offset, captured, wire, quick);
      Reason other =
          layers.decode(
              LinkTypes.IPV4,
              frame,
              offset + ETHERNET,
              captured - ETHERNET,
              wire - ETHERNET,
              plain);
      assertThat(one).as("round %s", round).isEqualTo(other);
      assertThat(told(quick)).as("round %s", round).isEqualTo(told(plain));
      shortWays += shortWay(decoder, frame, offset, captured, wire) ? 1 : 0;
    }
    assertThat(shortWays).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  private static boolean shortWay(
      PacketDecoder decoder, byte[] frame, int offset, int captured, int wire) {
    DecodedPacket packet = new DecodedPacket();
    packet.begin(decoder, frame, offset, captured, wire);
    return PlainSegment.decode(packet, offset);
  }

  /** A TCP packet of which now and then some field is anything. */
  private static byte[] frame(Random random, int offset, int captured) {
    byte[] frame = new byte[offset + LONGEST + 100];
    random.nextBytes(frame);
    frame[offset + 12] = 8;
    frame[offset + 13] = 0;
    int ip = offset + ETHERNET;
    frame[ip] = (byte) mostly(random, 0x45);
    int total = random.nextInt(8) == 0 ? random.nextInt(300) : captured - ETHERNET;
    frame[ip + 2] = 0;
    frame[ip + 3] = (byte) Math.min(255, total);
    frame[ip + 6] = (byte) mostly(random, random.nextBoolean() ? 0x40 : 0);
    frame[ip + 7] = (byte) mostly(random, 0);
    frame[ip + 9] = (byte) mostly(random, 6);
    frame[ip + 32] = (byte) mostly(random, (5 + random.nextInt(4)) << 4);
    return frame;
  }

  private static int mostly(Random random, int usual) {
    return random.nextInt(16) == 0 ? random.nextInt(256) : usual;
  }

  private static List<Object> told(DecodedPacket p) {
    List<Object> numbers =
        List.of(
            p.protocol, p.sourcePort, p.destinationPort, p.sequence, p.acknowledgement, p.flags);
    return List.of(
        List.of(p.v6, p.sourceHigh, p.sourceLow, p.destinationHigh, p.destinationLow),
        p.protocol == 6 ? numbers : List.of(p.protocol),
        List.of(p.payload, p.payloadCaptured, p.payloadWire, p.end, p.wireEnd),
        List.of(p.segment, p.encapsulation, p.carriers, p.packets, p.way, p.detail, p.icmpError));
  }
}
