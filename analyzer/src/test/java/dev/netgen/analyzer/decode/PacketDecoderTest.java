package dev.netgen.analyzer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Envelopes;
import dev.netgen.analyzer.testing.Packets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Headers one by one: what is decoded, and the name of each reason not to. */
class PacketDecoderTest {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(String name, int linkType, byte[] packet, String reason) {}

  private final DecodedPacket decoded = new DecodedPacket();

  private static Packets udp4() {
    return Packets.udp("10.0.0.1", 1111, "10.0.0.2", 2222).payload("hello");
  }

  private static Packets udp6() {
    return Packets.udp("2001:db8::1", 1111, "2001:db8::2", 2222).payload("hello");
  }

  private final PacketDecoder decoder = new PacketDecoder();

  private Reason decode(int linkType, byte[] packet, int wire) {
    return decoder.decode(linkType, packet, 0, packet.length, wire, decoded);
  }

  @TestFactory
  Stream<DynamicTest> linkTypes() {
    return Stream.of(
            new Case("ethernet", 1, udp4().ethernet(), ""),
            new Case("ethernet, v6", 1, udp6().ethernet(), ""),
            new Case("cooked", 113, udp4().cooked(), ""),
            new Case("cooked, v6", 113, udp6().cooked(), ""),
            new Case("cooked 2", 276, udp4().cooked2(), ""),
            new Case("raw", 101, udp4().ip(), ""),
            new Case("raw, v6", 101, udp6().ip(), ""),
            new Case("raw, BSD", 12, udp4().ip(), ""),
            new Case("raw, OpenBSD", 14, udp6().ip(), ""),
            new Case("ipv4", 228, udp4().ip(), ""),
            new Case("ipv6", 229, udp6().ip(), ""),
            new Case("null", 0, udp4().loopback(), ""),
            new Case("null, v6", 0, udp6().loopback(), ""),
            new Case("loop", 108, Packets.join(Packets.shorts(0, 2), udp4().ip()), ""))
        .map(c -> DynamicTest.dynamicTest(c.name, () -> assertHello(c)));
  }

  private void assertHello(Case c) {
    assertThat(decode(c.linkType, c.packet, c.packet.length)).isEqualTo(Reason.NONE);
    assertThat(decoded.source().toString()).isIn("10.0.0.1", "2001:db8::1");
    assertThat(decoded.destination().toString()).isIn("10.0.0.2", "2001:db8::2");
    assertThat(decoded.sourcePort).isEqualTo(1111);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(decoded.payloadWire).isEqualTo(5);
    assertThat(decoded.payloadCaptured).isEqualTo(5);
    assertThat(c.packet[decoded.payload]).isEqualTo((byte) 'h');
  }

  /** Some write the padding into IP's own length; what PPPoE says comes first. */
  @Test
  void paddingBehindThePppoeLengthIsNoPayload() {
    byte[] ip = Packets.tcp("10.0.0.1", 1111, "10.0.0.2", 2222).payload("hello").ip();
    byte[] padded = Packets.join(ip, new byte[6]);
    padded[3] = (byte) (padded[3] + 6);
    byte[] told = Envelopes.pppoe(0x21, padded);
    told[5] = (byte) (told[5] - 6);
    byte[] frame = Packets.join(ethernet(0x8864), told);

    assertThat(decode(1, frame, frame.length)).isEqualTo(Reason.NONE);
    assertThat(decoded.payloadWire).isEqualTo(5);
    assertThat(decoded.payloadCaptured).isEqualTo(5);
  }

  @TestFactory
  Stream<DynamicTest> reasons() {
    byte[] ip = udp4().ip();
    return Stream.of(
            new Case("arp", 1, ethernet(0x0806), "arp"),
            new Case("lldp", 1, ethernet(0x88CC), "lldp"),
            new Case("ethertype", 1, ethernet(0x1234), "unknown ethertype 0x1234"),
            new Case("stp", 1, Packets.join(ethernet(38), bytes(0x42, 0x42, 3)), "stp"),
            new Case("short frame", 1, new byte[13], "truncated ethernet header"),
            new Case("short tag", 1, ethernet(0x8100), "truncated vlan tag"),
            new Case("many tags", 1, tags(20), "vlan tags too deep"),
            new Case("no ip", 1, ethernet(0x0800), "truncated ipv4 header"),
            new Case("version", 228, with(ip, 0, 0x55), "bad ipv4 version"),
            new Case("header length", 228, with(ip, 0, 0x44), "bad ipv4 header length"),
            new Case("options cut", 228, with(ip, 0, 0x4F), "bad ipv4 total length"),
            new Case("total length", 228, with(ip, 3, 19), "bad ipv4 total length"),
            new Case("fragment", 228, udp4().fragment(185), "held"),
            new Case("fragment of odd length", 228, udp4().fragment(0x2000), "bad ip fragment"),
            new Case("fragment beyond the end", 228, udp4().fragment(0x1FFF), "bad ip fragment"),
            new Case("raw nibble", 101, with(ip, 0, 0x75), "unknown ip version 7"),
            new Case("empty raw", 101, new byte[0], "empty ip packet"),
            new Case("short icmp", 228, other(1), "truncated icmp header"),
            new Case(
                "short gre",
                228,
                Packets.ip(47, "10.0.0.1", "10.0.0.2", new byte[3]).ip(),
                "truncated gre header"),
            new Case("short ah", 228, other(51), "truncated ah header"),
            new Case("short sctp", 228, other(132), "truncated sctp header"),
            new Case("short dccp", 228, other(33), "truncated dccp header"),
            new Case("short udplite", 228, other(136), "truncated udp header"),
            new Case("short tcp", 228, other(6), "truncated tcp header"),
            new Case("short udp", 228, other(17), "truncated udp header"),
            new Case("udp length", 228, with(ip, 25, 7), "bad udp length"),
            new Case("tcp offset", 228, with(tcp(), 32, 0x40), "bad tcp header length"),
            new Case("tcp offset too long", 228, with(tcp(), 32, 0xF0), "bad tcp header length"),
            new Case("v6 fragment", 229, udp6().behind(44, bytes(17, 0, 0, 8, 0, 0, 0, 1)), "held"),
            new Case("v6 no next", 229, udp6().behind(59, new byte[0]), "ipv6 no next header"),
            new Case(
                "v6 endless",
                229,
                udp6().behind(0, new byte[8 * 40]),
                "ipv6 extension headers too many"),
            new Case("family", 0, new byte[] {99, 0, 0, 0}, "loopback address family 99"),
            new Case(
                "netlink",
                113,
                with(udp4().cooked(), 2, 824 >> 8, 824 & 255),
                "linux cooked device type 824"),
            new Case("link type", 8, ip, "link type 8 (SLIP)"))
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name,
                    () ->
                        assertThat(
                                decode(c.linkType, c.packet, c.packet.length).name(decoded.detail))
                            .isEqualTo(c.reason)));
  }

  private static byte[] ethernet(int type) {
    return Packets.join(new byte[12], Packets.shorts(type));
  }

  private static byte[] tags(int count) {
    int[] words = new int[2 * count];
    Arrays.fill(words, 0x8100);
    return Packets.join(new byte[12], Packets.shorts(words));
  }

  private static byte[] other(int protocol) {
    return Packets.ip(protocol, "10.0.0.1", "10.0.0.2", new byte[4]).ip();
  }

  private static byte[] tcp() {
    return Packets.tcp("10.0.0.1", 1, "10.0.0.2", 2).payload("x").ip();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] with(byte[] packet, int index, int... values) {
    byte[] changed = packet.clone();
    System.arraycopy(bytes(values), 0, changed, index, values.length);
    return changed;
  }

  @Test
  void vlanTagsAreLayersAndPriorityTagsAreNone() {
    byte[] stacked = udp4().ethernet(100, 7);
    assertThat(decode(1, stacked, stacked.length)).isEqualTo(Reason.NONE);
    assertThat(decoder.encapsulations().text(decoded.encapsulation)).isEqualTo("vlan:100/vlan:7");
    assertThat(decoded.segment).isNotZero();
    byte[] priority = udp4().ethernet(0);
    assertThat(decode(1, priority, priority.length)).isEqualTo(Reason.NONE);
    assertThat(decoded.encapsulation).isZero();
    assertThat(decoded.segment).isZero();
  }

  @Test
  void lengthZeroFromOffloadTakesTheFramesLength() {
    byte[] v4 = with(udp4().ip(), 2, 0, 0);
    assertThat(decode(228, v4, v4.length)).isEqualTo(Reason.NONE);
    assertThat(decoded.payloadWire).isEqualTo(5);
    byte[] tcp = with(tcp(), 2, 0, 0);
    assertThat(decode(228, tcp, 70_000)).isEqualTo(Reason.NONE);
    assertThat(decoded.payloadWire).isEqualTo(70_000 - 40);
    assertThat(decoded.payloadCaptured).isEqualTo(1);
  }

  @Test
  void ethernetPaddingIsNotPayload() {
    byte[] padded = Arrays.copyOf(tcp(), 64);
    assertThat(decode(228, padded, 64)).isEqualTo(Reason.NONE);
    assertThat(decoded.payloadCaptured).isEqualTo(1);
  }

  @Test
  void extensionHeadersLeadToThePortsAlsoBehindAFragmentOfAll() {
    byte[] options = bytes(60, 0, 0, 0, 0, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0);
    byte[] fragment = bytes(17, 0, 0, 0, 0, 0, 0, 9);
    byte[] extended = udp6().behind(0, Packets.join(options, fragment));
    assertThat(decode(229, extended, extended.length)).isEqualTo(Reason.NONE);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(decoded.payloadCaptured).isEqualTo(5);
  }

  @Test
  void cutAnywhereAndRandomBytesNeverThrow() {
    byte[] extensions = bytes(60, 0, 0, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0);
    byte[] error = Packets.unreachable("10.0.0.2", "10.0.0.1", 3, udp4().ip()).ethernet(5);
    for (byte[] whole : new byte[][] {udp6().behind(0, extensions), error, udp4().cooked2()}) {
      for (int linkType : new int[] {0, 1, 12, 101, 108, 113, 228, 229, 276}) {
        for (int length = 0; length <= whole.length; length++) {
          assertThat(decode(linkType, Arrays.copyOf(whole, length), whole.length)).isNotNull();
        }
      }
    }
    Random random = new Random(2);
    int[] types = {0, 1, 101, 108, 113, 228, 229, 276};
    for (int round = 0; round < 200_000; round++) {
      byte[] noise = new byte[random.nextInt(80)];
      random.nextBytes(noise);
      if (noise.length > 14 && random.nextBoolean()) {
        noise[12] = 8;
        noise[13] = 0;
        noise[14] = 0x45;
      }
      decode(types[random.nextInt(types.length)], noise, random.nextInt(200));
      assertThat(decoded.payloadCaptured).isBetween(0, decoded.payloadWire);
      assertThat(decoded.payload + decoded.payloadCaptured).isLessThanOrEqualTo(noise.length);
    }
  }
}
