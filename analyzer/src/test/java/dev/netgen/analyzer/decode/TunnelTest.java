package dev.netgen.analyzer.decode;

import static dev.netgen.analyzer.testing.Envelopes.bytes;
import static dev.netgen.analyzer.testing.Envelopes.ethernet;
import static dev.netgen.analyzer.testing.Envelopes.geneve;
import static dev.netgen.analyzer.testing.Envelopes.gre;
import static dev.netgen.analyzer.testing.Envelopes.gtpU;
import static dev.netgen.analyzer.testing.Envelopes.mpls;
import static dev.netgen.analyzer.testing.Envelopes.teredo;
import static dev.netgen.analyzer.testing.Envelopes.vxlan;
import static dev.netgen.analyzer.testing.Envelopes.vxlanGpe;
import static dev.netgen.analyzer.testing.Envelopes.with;
import static dev.netgen.analyzer.testing.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Envelopes;
import dev.netgen.analyzer.testing.Packets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tunnels and what lies under IP: the inner packet, its layers, and the outer packets. */
class TunnelTest {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(String name, int linkType, byte[] packet, String layers, int carriers) {}

  private final DecodedPacket decoded = new DecodedPacket();
  private final PacketDecoder decoder =
      new PacketDecoder(TunnelPorts.defaults().withVxlan(10_000).withGeneve(10_001));

  private static Packets inner4() {
    return Packets.udp("192.168.7.1", 1111, "192.168.7.2", 2222).payload("hello");
  }

  private static Packets inner6() {
    return Packets.udp("2001:db8::1", 1111, "2001:db8::2", 2222).payload("hello");
  }

  private static Packets teredo6() {
    return Packets.udp("2001:0:1::1", 1111, "2001:db8::2", 2222).payload("hello");
  }

  private static Packets outer(int port, byte[] payload) {
    return Packets.udp("10.0.0.1", 54321, "10.0.0.2", port).payload(payload);
  }

  private static Packets outer6(int port, byte[] payload) {
    return Packets.udp("fd00::1", 54321, "fd00::2", port).payload(payload);
  }

  private static byte[] carried(int protocol, byte[] payload) {
    return Packets.ip(protocol, "10.0.0.1", "10.0.0.2", payload).ethernet();
  }

  private static byte[] carried6(int protocol, byte[] payload) {
    return Packets.ip(protocol, "fd00::1", "fd00::2", payload).ethernet();
  }

  private static Stream<Case> udpTunnels() {
    byte[] frame4 = inner4().ethernet();
    byte[] frame6 = inner6().ethernet();
    byte[] options = bytes(1, 2, 3, 1, 0, 0, 0, 0, 1, 3, 0x80, 0);
    return Stream.of(
        new Case("vxlan", 1, outer(4789, vxlan(42, frame4)).ethernet(), "vxlan:42", 1),
        new Case("vxlan 6", 1, outer6(4789, vxlan(42, frame6)).ethernet(), "vxlan:42", 1),
        new Case("linux port", 1, outer(8472, vxlan(1, frame6)).ethernet(), "vxlan:1", 1),
        new Case("given port", 1, outer(10_000, vxlan(1, frame4)).ethernet(), "vxlan:1", 1),
        new Case(
            "group policy",
            1,
            outer(4789, with(vxlan(5, frame4), 0, 0x88, 0x40, 0, 9)).ethernet(),
            "vxlan:5",
            1),
        new Case(
            "tags in and out",
            1,
            outer(4789, vxlan(0xFFFFFF, inner4().ethernet(3))).ethernet(5, 6),
            "vlan:5/vlan:6/vxlan:16777215/vlan:3",
            1),
        new Case("gpe", 1, outer(4790, vxlanGpe(7, 1, inner4().ip())).ethernet(), "vxlan:7", 1),
        new Case("gpe frame", 1, outer(4790, vxlanGpe(7, 3, frame6)).ethernet(), "vxlan:7", 1),
        new Case(
            "gpe nsh",
            1,
            outer(4790, vxlanGpe(7, 4, Envelopes.nsh(2, inner6().ip()))).ethernet(),
            "vxlan:7",
            1),
        new Case("gpe, 4789", 1, outer(4789, vxlanGpe(7, 3, frame4)).ethernet(), "vxlan:7", 1),
        new Case("gpe plain", 1, outer(4790, vxlan(7, frame4)).ethernet(), "vxlan:7", 1),
        new Case(
            "geneve",
            1,
            outer(6081, geneve(9, 0x6558, new byte[0], frame4)).ethernet(),
            "geneve:9",
            1),
        new Case(
            "geneve options, ip",
            1,
            outer6(10_001, geneve(9, 0x86DD, options, inner6().ip())).ethernet(),
            "geneve:9",
            1),
        new Case("gtp-u", 113, outer(2152, gtpU(255, inner4().ip())).cooked(), "gtpu", 1),
        new Case(
            "gtp-u bare",
            1,
            outer(2152, join(bytes(0x30, 255, 0, 53, 0, 0, 0, 1), inner6().ip())).ethernet(),
            "gtpu",
            1),
        new Case("teredo", 1, outer(3544, teredo(teredo6().ip())).ethernet(), "teredo", 1),
        new Case(
            "teredo answer",
            1,
            Packets.udp("10.0.0.1", 3544, "10.0.0.2", 9999).payload(teredo6().ip()).ethernet(),
            "teredo",
            1),
        new Case("mpls udp", 1, outer(6635, mpls(inner4().ip(), 99)).ethernet(), "mpls", 1),
        new Case(
            "gre udp",
            1,
            outer(4754, gre(0, 0x0800, new byte[0], inner4().ip())).ethernet(),
            "gre",
            1));
  }

  private static Stream<Case> ipTunnels() {
    byte[] frame4 = inner4().ethernet();
    byte[] ip4 = inner4().ip();
    byte[] ip6 = inner6().ip();
    byte[] none = new byte[0];
    return Stream.of(
        new Case("4 in 4", 1, carried(4, ip4), "ipip", 1),
        new Case("6 in 4", 1, carried(41, ip6), "ipip", 1),
        new Case("4 in 6", 1, carried6(4, ip4), "ipip", 1),
        new Case("6 in 6", 1, carried6(41, ip6), "ipip", 1),
        new Case("gre", 1, carried(47, gre(0, 0x0800, none, ip4)), "gre", 1),
        new Case("gre key", 1, carried(47, gre(0x2000, 0x86DD, new byte[4], ip6)), "gre", 1),
        new Case("gre csum", 1, carried6(47, gre(0x8000, 0x0800, new byte[4], ip4)), "gre", 1),
        new Case("gre all", 1, carried(47, gre(0xB000, 0x0800, new byte[12], ip4)), "gre", 1),
        new Case(
            "gre routes",
            1,
            carried(
                47, gre(0x4000, 0x0800, join(new byte[4], bytes(8, 0, 0, 4), new byte[8]), ip4)),
            "gre",
            1),
        new Case("gre frame", 1, carried(47, gre(0, 0x6558, none, frame4)), "gre", 1),
        new Case(
            "nvgre",
            1,
            carried(47, gre(0x2000, 0x6558, bytes(0, 1, 2, 9), frame4)),
            "nvgre:258",
            1),
        new Case(
            "pptp",
            1,
            carried(47, gre(0x3081, 0x880B, new byte[12], join(bytes(0x21), ip4))),
            "gre/ppp",
            1),
        new Case("gre mpls", 1, carried(47, gre(0, 0x8847, none, mpls(ip4, 5))), "gre/mpls", 1),
        new Case(
            "wccp", 1, carried(47, gre(0, 0x883E, none, join(bytes(0, 1, 2, 3), ip4))), "gre", 1),
        new Case("wlan", 1, carried(47, gre(0, 0x8200, none, Envelopes.wlan(ip4))), "gre", 1),
        new Case("erspan 1", 1, carried(47, gre(0, 0x88BE, none, frame4)), "erspan", 1),
        new Case(
            "erspan 2",
            1,
            carried(
                47,
                gre(0x1000, 0x88BE, new byte[4], join(bytes(16, 5, 0, 1), new byte[4], frame4))),
            "erspan",
            1),
        new Case(
            "erspan 3",
            1,
            carried(47, gre(0x1000, 0x22EB, new byte[4], join(bytes(32), new byte[11], frame4))),
            "erspan",
            1),
        new Case(
            "erspan 3, platform, ip",
            1,
            carried(
                47,
                gre(
                    0x1000,
                    0x22EB,
                    new byte[4],
                    join(new byte[10], bytes(8, 1), new byte[8], ip6))),
            "erspan",
            1),
        new Case("mpls ip", 1, carried(137, mpls(ip4, 17)), "mpls", 1),
        new Case(
            "ah",
            1,
            carried(51, Envelopes.ah(17, Arrays.copyOfRange(ip4, 20, ip4.length))),
            "ah",
            0),
        new Case("ah tunnel", 1, carried6(51, Envelopes.ah(4, ip4)), "ah/ipip", 1),
        new Case(
            "three deep",
            1,
            carried(4, outer(4789, vxlan(1, carried6(47, gre(0, 0x0800, none, ip4)))).ip()),
            "ipip/vxlan:1/gre",
            3));
  }

  private static Stream<Case> links() {
    byte[] ip4 = inner4().ip();
    byte[] ip6 = inner6().ip();
    return Stream.of(
        new Case("mpls", 1, ethernet(0x8847, mpls(ip4, 16, 17, 18)), "mpls", 0),
        new Case("mpls 6", 1, ethernet(0x8848, mpls(ip6, 16)), "mpls", 0),
        new Case(
            "pseudowire",
            1,
            ethernet(0x8847, mpls(join(new byte[4], inner4().ethernet()), 16)),
            "mpls",
            0),
        new Case(
            "pseudowire, no word",
            1,
            ethernet(0x8847, mpls(inner4().ethernet(9), 16)),
            "mpls/vlan:9",
            0),
        new Case("pppoe", 1, ethernet(0x8864, Envelopes.pppoe(0x21, ip4)), "pppoe", 0),
        new Case("pppoe 6", 51, Envelopes.pppoe(0x57, ip6), "pppoe", 0),
        new Case("ppp", 9, join(bytes(0xFF, 3, 0, 0x21), ip4), "", 0),
        new Case("ppp short", 9, join(bytes(0x57), ip6), "", 0),
        new Case("pppd", 166, join(bytes(1, 3, 0, 0x21), ip4), "", 0),
        new Case("hdlc", 50, join(bytes(0xFF, 3, 0, 0x21), ip4), "", 0),
        new Case("cisco", 104, join(bytes(0x0F, 0, 8, 0), ip4), "", 0),
        new Case("macsec", 1, ethernet(0x88E5, Envelopes.macsec(0, 0x0800, ip4)), "macsec", 0),
        new Case("nflog", 239, nflog(ip4, 2, false), "", 0),
        new Case("nflog, big-endian, 6", 239, nflog(ip6, 10, true), "", 0));
  }

  private static byte[] nflog(byte[] ip, int family, boolean bigEndian) {
    byte[] first = bigEndian ? bytes(0, 5, 0, 1, 8, 0, 0, 0) : bytes(5, 0, 1, 0, 8, 0, 0, 0);
    int length = ip.length + 4;
    byte[] second = bigEndian ? bytes(0, length, 0, 9) : bytes(length, 0, 9, 0);
    return join(bytes(family, 0, 0, 0), first, second, ip);
  }

  static Stream<Case> cases() {
    return Stream.of(udpTunnels(), ipTunnels(), links()).flatMap(all -> all);
  }

  private Reason decode(int linkType, byte[] packet, int wire) {
    return decoder.decode(linkType, packet, 0, packet.length, wire, decoded);
  }

  @TestFactory
  Stream<DynamicTest> innermostPacketAndLayers() {
    return cases().map(c -> DynamicTest.dynamicTest(c.name(), () -> assertHello(c)));
  }

  private void assertHello(Case c) {
    assertThat(decode(c.linkType(), c.packet(), c.packet().length)).isEqualTo(Reason.NONE);
    assertThat(decoder.encapsulations().text(decoded.encapsulation)).isEqualTo(c.layers());
    assertThat(decoded.carriers).isEqualTo(c.carriers());
    assertThat(decoded.sourcePort).isEqualTo(1111);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(decoded.payloadWire).isEqualTo(5);
    assertThat(decoded.payloadCaptured).isEqualTo(5);
    assertThat(c.packet()[decoded.payload]).isEqualTo((byte) 'h');
    String inner = c.name().equals("ah") ? "10.0.0.1" : "192.168.7.1";
    assertThat(decoded.source().toString()).isIn(inner, "2001:db8::1", "2001:0:1::1");
  }

  @Test
  void outerPacketsAreTold() {
    byte[] payload = vxlan(42, inner4().ethernet());
    byte[] packet = carried6(4, outer(4789, payload).ip());
    assertThat(decode(1, packet, packet.length)).isEqualTo(Reason.NONE);
    Carrier first = decoded.carrier[0];
    assertThat(first.v6).isTrue();
    assertThat(first.layer).isEqualTo(Layer.IPIP);
    assertThat(first.protocol).isEqualTo(4);
    assertThat(first.port).isZero();
    assertThat(first.bytes).isEqualTo(outer(4789, payload).ip().length);
    Carrier second = decoded.carrier[1];
    assertThat(second.layer).isEqualTo(Layer.VXLAN);
    assertThat(second.sourceLow).isEqualTo(0x0A000001);
    assertThat(second.destinationLow).isEqualTo(0x0A000002);
    assertThat(second.protocol).isEqualTo(17);
    assertThat(second.port).isEqualTo(4789);
    assertThat(second.bytes).isEqualTo(payload.length);
    assertThat(decoder.encapsulations().text(second.encapsulation)).isEqualTo("ipip");
  }

  @TestFactory
  Stream<DynamicTest> whatOnlyLooksLikeATunnelIsAnOrdinaryDatagram() {
    byte[] frame = inner4().ethernet();
    byte[] ip4 = inner4().ip();
    return Stream.of(
            outer(4789, with(vxlan(42, frame), 0, 0)),
            outer(4789, with(vxlan(42, frame), 1, 1)),
            outer(4789, with(vxlan(42, frame), 7, 1)),
            outer(4789, with(vxlan(42, frame), 8 + 12, 0x12, 0x34)),
            outer(4789, with(vxlan(42, frame), 8 + 14, 0x55)),
            outer(4789, with(vxlan(42, frame), 8 + 16, 0x7F)),
            outer(4789, vxlan(42, Arrays.copyOf(frame, 13))),
            outer(4788, vxlan(42, frame)),
            outer(4790, vxlanGpe(7, 9, ip4)),
            outer(4790, vxlanGpe(7, 2, ip4)),
            outer(6081, with(geneve(9, 0x6558, new byte[0], frame), 0, 0x40)),
            outer(6081, with(geneve(9, 0x6558, new byte[4], frame), 11, 5)),
            outer(6081, with(geneve(9, 0x6558, new byte[0], frame), 1, 0x80)),
            outer(6081, geneve(9, 0x1234, new byte[0], frame)),
            outer(2152, gtpU(1, ip4)),
            outer(2152, with(gtpU(255, ip4), 0, 0x26)),
            outer(2152, with(gtpU(255, ip4), 12, 0)),
            outer(2123, with(gtpU(255, ip4), 0, 0x48)),
            outer(3544, inner6().ip()),
            outer(3544, Packets.ip(59, "2001:0:1::1", "2001:db8::2", new byte[0]).ip()),
            outer(3544, with(teredo6().ip(), 5, 200)),
            outer(6635, mpls(bytes(0x10, 0, 0, 0), 5)))
        .map(
            packet ->
                DynamicTest.dynamicTest(
                    "near miss",
                    () -> {
                      byte[] frame1 = packet.ethernet();
                      assertThat(decode(1, frame1, frame1.length)).isEqualTo(Reason.NONE);
                      assertThat(decoded.sourcePort).isEqualTo(54321);
                      assertThat(decoded.source().toString()).isEqualTo("10.0.0.1");
                      assertThat(decoded.carriers).isZero();
                      assertThat(decoded.encapsulation).isZero();
                    }));
  }

  @Test
  void whatTunnelsCarryBesidesIpIsCountedByItsNameWithItsCarrier() {
    assertReason(outer(4789, vxlan(42, ethernet(0x0806, new byte[28]))).ethernet(), "arp");
    assertThat(decoded.carriers).isEqualTo(1);
    byte[] stp = ethernet(38, join(bytes(0x42, 0x42, 3), new byte[35]));
    assertReason(carried(47, gre(0, 0x6558, new byte[0], stp)), "stp");
    assertThat(decoded.carriers).isEqualTo(1);
    assertReason(ethernet(0x88E5, Envelopes.macsec(8, 0x0800, inner4().ip())), "macsec encrypted");
    assertReason(ethernet(0x8863, bytes(0x11, 9, 0, 0, 0, 0)), "pppoe discovery");
    assertReason(ethernet(0x8864, Envelopes.pppoe(0xC021, new byte[4])), "ppp protocol 0xc021");
    int[] labels = new int[17];
    assertReason(ethernet(0x8847, mpls(inner4().ip(), labels)), "mpls labels too deep");
    byte[] nested = inner4().ip();
    for (int i = 0; i < 5; i++) {
      nested = Packets.ip(4, "10.0.0.1", "10.0.0.2", nested).ip();
    }
    assertReason(ethernet(0x0800, nested), "tunnels too deep");
    assertThat(decoded.carriers).isEqualTo(4);
    byte[] authenticated = inner4().ip();
    for (int i = 0; i < 20; i++) {
      authenticated = Envelopes.ah(i == 0 ? 4 : 51, authenticated);
    }
    assertReason(carried(51, authenticated), "tunnels too deep");
  }

  private void assertReason(byte[] packet, String name) {
    assertThat(decode(1, packet, packet.length).name(decoded.detail)).isEqualTo(name);
  }

  @Test
  void aTunnelCutByTheSnapLengthIsNamedOrStaysADatagram() {
    byte[] packet = outer(4789, vxlan(42, inner4().ethernet())).ethernet();
    byte[] headers = Arrays.copyOf(packet, 14 + 20 + 8 + 8 + 14 + 20 + 4);
    assertThat(decode(1, headers, packet.length)).isEqualTo(Reason.TRUNCATED_UDP);
    assertThat(decoded.carriers).isEqualTo(1);
    byte[] outerOnly = Arrays.copyOf(packet, 14 + 20 + 8 + 4);
    assertThat(decode(1, outerOnly, packet.length)).isEqualTo(Reason.NONE);
    assertThat(decoded.destinationPort).isEqualTo(4789);
  }

  @Test
  void everyCutAndEveryMutationIsDecodedOrNamed() {
    Random random = new Random(11);
    for (Case c : cases().toList()) {
      for (int length = 0; length <= c.packet().length; length++) {
        byte[] cut = Arrays.copyOf(c.packet(), length);
        check(decode(c.linkType(), cut, c.packet().length), length);
        check(decode(c.linkType(), cut, length), length);
      }
      for (int round = 0; round < 2000; round++) {
        byte[] changed = c.packet().clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        check(decode(c.linkType(), changed, changed.length + random.nextInt(3)), changed.length);
      }
    }
  }

  private void check(Reason reason, int length) {
    assertThat(reason).isNotNull();
    if (reason == Reason.NONE) {
      assertThat(decoded.payloadCaptured).isBetween(0, decoded.payloadWire);
      assertThat(decoded.payload + decoded.payloadCaptured).isLessThanOrEqualTo(length);
    }
  }
}
