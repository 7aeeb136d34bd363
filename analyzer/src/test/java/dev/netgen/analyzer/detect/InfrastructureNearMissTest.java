package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Routing, tunnels, flows told, CoAP, Diameter, media and peers, in bytes written out after their
 * specifications: forms that the programs recorded do not say, and what only looks like them.
 */
final class InfrastructureNearMissTest {
  private static final String RIP_HEAD = "02020000";
  private static final String ROUTE = "0002 0000 0a630101 ffffffff 00000000 00000001";
  private static final String RIPNG = "20010db8" + "00".repeat(12) + "0000 20 01";
  private static final String BFD = "20c80518 00000001 00000002 000493e0 000493e0 00000000";
  private static final String BFD_SIGNED = "20cc051f 00000001 00000002 000493e0 000493e0 00000000";
  private static final String SFLOW =
      "00000005 00000001 0a000001 00000000 00000001 00000064 00000001 00000001 00000004 00000000";
  private static final String NETFLOW5 = "0005 0001" + "00".repeat(20) + "00".repeat(48);
  private static final String NETFLOW9 =
      "0009 0001 00000064 67000000 00000001 00000000 0000 000c 0100 0001 0008 0004";
  private static final String IPFIX =
      "000a 001c 67000000 00000001 00000000 0002 000c 0100 0001 0008 0004";
  private static final String L2TP =
      "c8020022 0000 0000 0000 0000 80080000 0000 0001 80080000 0002 0100 8006 0000 0007";
  private static final String TUNNEL = "c802000c 0001 0000 0000 0001";
  private static final String TRACKER = "00000417 27101980 00000000 01020304";
  private static final String GET = "41011234 aa b474696d65";
  private static final String CONTENT = "61451234 aa ff 3132";
  private static final String PPTP = "009c00011a2b3c4d0001000001000000" + "00".repeat(140);
  private static final String PPTP_BACK = PPTP.replaceFirst("3c4d0001", "3c4d0002");
  private static final String CER = "01000030 80000101 00000000 00000001 00000002";
  private static final String HOST = "00000108 40000010 636c692e 73686f70";
  private static final String STATE = "0000010c 4000000c 000007d1";
  private static final String ASKED = CER + HOST + "0000012b 4000000c 00000000";
  private static final String IN_TLS = CER + HOST + "0000012b 4000000c 00000001";
  private static final String ANSWER = CER.replaceFirst("80", "00") + HOST;
  private static final String PEER = "13426974546f7272656e742070726f746f636f6c" + "00".repeat(8);
  private static final String RTMP = "03" + "01".repeat(3072);
  private static final String CONNECT = "03000000 00000a14 00000000 020007 636f6e6e656374";
  private static final String CSM = "50e123800100 20";
  private static final String FB_HEAD = "00000001 00000013 00000003 00000024 00000004 2f612e66";
  private static final String FB_OFFER =
      "00000001 00000000 0000000a 00000001 00000000 00000005 00000002";
  private static final String FB_CONNECT = FB_HEAD + FB_OFFER;
  private static final String FB_ATTACH = "00000013 00000000 00000004 2f612e66";

  /** Accepted on condition, one more round of the login, and a response without an error. */
  private static final String FB_AGREED =
      "00000062 ffff800f 00000001 00000005 00000000 00000003 53727000 00000000 00000000"
          + "0000005c 00000000 00000000 00000000 00000000"
          + "00000009 00000000 0000000000000000 00000001 aa000000 00000001 00000000 00000000";

  private static final String FB_ACCEPT = "00000003 0000000a 00000001 00000003";
  private static final String FB_CIPHER =
      "00000060 00000004 41726334 00000009 53796d6d6574726963000000";
  private static final String BANNER_1 = "63657068207630323700";
  private static final String BANNER_2 =
      "636570682076320a1000" + "0100000000000000" + "00".repeat(8);
  private static final String METHOD = frame("02", "02000000");
  private static final String SECURE = frame("06", "0110000000000000 02000000");
  private static final String CRC = frame("06", "0110000000000000 01000000");

  private static Verdict udp(String client, String server) {
    return new Classifier().classify(Flows.udp(hex(client), hex(server)));
  }

  private static Verdict tcp(String client, String server) {
    return new Classifier().classify(Flows.tcp(RecordedExchange.hexes(client, server)));
  }

  private static byte[] hex(String hex) {
    return hex.isEmpty() ? new byte[0] : RecordedExchange.hex(hex);
  }

  private static Stream<Arguments> datagrams() {
    return Stream.of(
        Arguments.of("rip", RIP_HEAD + ROUTE + ROUTE, ""),
        Arguments.of("rip", "02010000" + RIPNG, ""),
        Arguments.of("rip", "01020000 0000 0000" + "00".repeat(12) + "00000010", RIP_HEAD + ROUTE),
        Arguments.of("bfd", BFD, ""),
        Arguments.of("bfd", BFD_SIGNED + "01 07 01 61626364", ""),
        Arguments.of("sflow", SFLOW, ""),
        Arguments.of("netflow", NETFLOW5, ""),
        Arguments.of("netflow", NETFLOW9, ""),
        Arguments.of("ipfix", IPFIX, ""),
        Arguments.of("l2tp", L2TP, TUNNEL),
        Arguments.of("l2tp", L2TP, ""),
        Arguments.of("bittorrent", TRACKER, "00000000 01020304 0102030405060708"),
        Arguments.of("coap", GET, CONTENT),
        Arguments.of("coap", GET, ""),
        Arguments.of("coap", GET, "60001234"),
        Arguments.of("coap", GET, "70001234"));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("datagrams")
  void isTold(String protocol, String client, String server) {
    Verdict verdict = udp(client, server);

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
  }

  private static Stream<Arguments> misses() {
    return Stream.of(
        Arguments.of("RIP of version 3", "02030000" + ROUTE, ""),
        Arguments.of(
            "RIP with a mask of holes", RIP_HEAD + ROUTE.replace("ffffffff", "ff00ff00"), ""),
        Arguments.of("RIP of 17 hops", RIP_HEAD + ROUTE.replaceFirst("01$", "11"), ""),
        Arguments.of("RIP with a route cut", RIP_HEAD + ROUTE + "0002", ""),
        Arguments.of("RIP answered by text", RIP_HEAD + ROUTE, "68656c6c6f"),
        Arguments.of(
            "RIPng with bits behind the prefix", "02010000" + RIPNG.replace("20 01", "10 01"), ""),
        Arguments.of("BFD of version 2", BFD.replaceFirst("^2", "4"), ""),
        Arguments.of("BFD of another length", BFD.replace("0518", "0519"), ""),
        Arguments.of("BFD for several points", BFD.replaceFirst("c8", "c9"), ""),
        Arguments.of("BFD from nobody", BFD.replace("00000001", "00000000"), ""),
        Arguments.of("BFD once a day", BFD.replaceFirst("000493e0", "f00493e0"), ""),
        Arguments.of("BFD, authentication cut", BFD_SIGNED + "01 08 01 61626364", ""),
        Arguments.of("sFlow 4", SFLOW.replaceFirst("00000005", "00000004"), ""),
        Arguments.of("sFlow of an unknown address", SFLOW.replaceFirst("00000001", "00000003"), ""),
        Arguments.of("sFlow with a sample too few", SFLOW + "00000000", ""),
        Arguments.of("sFlow answered", SFLOW, "00"),
        Arguments.of("NetFlow 5 of another length", NETFLOW5 + "00", ""),
        Arguments.of("NetFlow 5 of no records", NETFLOW5.replaceFirst("0001", "0000"), ""),
        Arguments.of(
            "NetFlow 9 with a reserved set", NETFLOW9.replace("0000 000c", "00ff 000c"), ""),
        Arguments.of("NetFlow 9 answered", NETFLOW9, NETFLOW9),
        Arguments.of("IPFIX of another length", IPFIX.replace("001c", "001d"), ""),
        Arguments.of("IPFIX with NetFlow's templates", IPFIX.replace("0002 000c", "0001 000c"), ""),
        Arguments.of("L2TP of version 1", L2TP.replaceFirst("c802", "c801"), ""),
        Arguments.of("L2TP of another length", L2TP + "00", ""),
        Arguments.of("L2TP whose attributes do not fill it", L2TP.replace("8006", "8007"), ""),
        Arguments.of("L2TP asked of a tunnel", L2TP.replaceFirst("0022 0000", "0022 0001"), ""),
        Arguments.of("L2TP answered by text", L2TP, "68656c6c6f"),
        Arguments.of("tracker of another number", TRACKER.replace("80", "81"), ""),
        Arguments.of("tracker that answers another", TRACKER, "00000000 01020305 0102030405060708"),
        Arguments.of("CoAP of version 2", GET.replaceFirst("41", "81"), ""),
        Arguments.of("CoAP with a long token", GET.replaceFirst("41", "49"), ""),
        Arguments.of("CoAP with an option nobody knows", GET.replace("b474", "d40074"), ""),
        Arguments.of("CoAP with a path that is none", GET.replace("69", "01"), ""),
        Arguments.of("CoAP answered to another", GET, "61451235 aa ff 3132"),
        Arguments.of("CoAP answered with another token", GET, "61451234 ab ff 3132"),
        Arguments.of("CoAP with nothing asked", "40011234", ""),
        Arguments.of("CoAP with a marker and nothing", GET + "ff", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misses")
  void nearMissesAreOpaque(String name, String client, String server) {
    Verdict verdict = udp(client, server);

    assertThat(verdict.protocol()).isEmpty();
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void whatATunnelHoldsIsOpen() {
    List<byte[]> said = List.of(hex(L2TP), hex("0002 0001 0001 ff03 0021 4500"));
    Verdict verdict = new Classifier().classify(Flows.udp(said, List.of(hex(TUNNEL))));

    assertThat(verdict.protocol()).isEqualTo("l2tp");
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void oscoreIsOpen() {
    Verdict verdict = udp("41021234 aa 9109 2474696d65 ff 0123", "");

    assertThat(verdict.protocol()).isEqualTo("coap");
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @ParameterizedTest
  @CsvSource({
    "rip, 02020000 ffff0002 6e6f742d612d7265616c2d7365637265 0002 0000 0a630101 ffffffff 00000000"
        + " 00000001",
    "bfd, 20cc051f 00000001 00000002 000493e0 000493e0 00000000 01070161626364",
  })
  void passwordsOfRouters(String protocol, String datagram) {
    Verdict verdict = udp(datagram, "");

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.notes()).containsExactly(LinkNote.CREDENTIALS_IN_CLEAR);
    assertThat(verdict.toString()).doesNotContain("not-a-real");
  }

  private static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of("pptp", PPTP, PPTP_BACK),
        Arguments.of("pptp", PPTP, ""),
        Arguments.of("", PPTP.replaceFirst("1a2b", "1a2c"), PPTP_BACK),
        Arguments.of("", PPTP, PPTP),
        Arguments.of("", PPTP, "68656c6c6f"),
        Arguments.of("diameter", ASKED, ANSWER + STATE),
        Arguments.of("diameter", ASKED, ""),
        Arguments.of("", ASKED.replaceFirst("^01", "02"), ""),
        Arguments.of("", ASKED.replaceFirst("80000101", "81000101"), ""),
        Arguments.of("", ASKED.replaceFirst("40000010", "40000011"), ""),
        Arguments.of("", ASKED.replaceFirst("40000010", "5f000010"), ""),
        Arguments.of("", ASKED, ANSWER.replaceFirst("00000002", "00000003") + STATE),
        Arguments.of("", ASKED, "68656c6c6f"),
        Arguments.of("bittorrent", PEER + "ab".repeat(40), PEER + "ab".repeat(40)),
        Arguments.of("", PEER + "ab".repeat(40), PEER + "ac".repeat(40)),
        Arguments.of("", PEER.replace("6f6c0000", "6f6d0000") + "ab".repeat(40), ""),
        Arguments.of("", PEER + "ab".repeat(40), "68656c6c6f"),
        Arguments.of("rtmp", RTMP + CONNECT, RTMP),
        Arguments.of("rtmp", RTMP + "02000000 00000401 00000000 00001000" + CONNECT, RTMP),
        Arguments.of("", RTMP + CONNECT.replace("74", "75"), RTMP),
        Arguments.of("", RTMP, RTMP),
        Arguments.of("", RTMP + CONNECT, "0300000b06d00000123400"),
        Arguments.of("coap", CSM + "5101 01 b474696d65", CSM),
        Arguments.of("coap", CSM, CSM),
        Arguments.of("", CSM + "5108 01 b474696d65", CSM),
        Arguments.of("", CSM.replace("2380", "3380") + "5101 01 b474696d65", CSM),
        Arguments.of("", CSM + "5101 01 b474696d65", "68656c6c6f"));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("streams")
  void isToldOfStreams(String protocol, String client, String server) {
    Verdict verdict = tcp(client, server);

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption())
        .isEqualTo(protocol.isEmpty() ? Encryption.OPAQUE : Encryption.PLAINTEXT);
  }

  @Test
  void tlsThatCapabilitiesAgreedOnIsLookedFor() {
    Verdict verdict = tcp(IN_TLS, ANSWER + "0000012b 4000000c 00000001");

    assertThat(verdict.protocol()).isEqualTo("diameter");
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void ownCipherOfMediaIsOpen() {
    String start = "06" + "01".repeat(3072);
    Verdict verdict = tcp(start + "9a".repeat(20), start + "a9".repeat(20));

    assertThat(verdict.protocol()).isEqualTo("rtmp");
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  private static Stream<Arguments> firebirds() {
    String secret = FB_ATTACH + "00000007 011d046e6f7461 00";
    return Stream.of(
        Arguments.of("firebird", Encryption.PLAINTEXT, FB_CONNECT + secret, FB_ACCEPT),
        Arguments.of("firebird", Encryption.OPAQUE, FB_CONNECT, FB_ACCEPT),
        Arguments.of("firebird", Encryption.OPAQUE, FB_CONNECT, "00000004"),
        Arguments.of("firebird", Encryption.OPAQUE, FB_CONNECT + FB_CIPHER, FB_ACCEPT),
        Arguments.of(
            "firebird",
            Encryption.OPAQUE,
            FB_CONNECT + FB_CIPHER + "6f72646572".repeat(20),
            FB_ACCEPT),
        Arguments.of(
            "firebird",
            Encryption.OPAQUE,
            FB_CONNECT + FB_CIPHER + "9af17ce38b".repeat(20),
            FB_ACCEPT),
        Arguments.of(
            "firebird",
            Encryption.UPGRADED,
            FB_CONNECT + FB_CIPHER + "9af17ce38b".repeat(20),
            FB_AGREED + "8c07b5e149".repeat(20)),
        Arguments.of(
            "firebird",
            Encryption.OPAQUE,
            FB_CONNECT + FB_CIPHER + "9af17ce38b".repeat(20),
            FB_AGREED),
        Arguments.of(
            "firebird",
            Encryption.OPAQUE,
            FB_CONNECT + FB_CIPHER + "9af17ce38b".repeat(20),
            FB_AGREED.replace("00000009", "00000008") + "8c07b5e149".repeat(20)),
        Arguments.of(
            "firebird",
            Encryption.OPAQUE,
            FB_CONNECT + FB_CIPHER + "9af17ce38b".repeat(20),
            FB_ACCEPT + "6f72646572".repeat(20)),
        Arguments.of("", Encryption.OPAQUE, FB_CONNECT.replaceFirst("13", "15"), FB_ACCEPT),
        Arguments.of("", Encryption.OPAQUE, FB_HEAD + "00000000 00000000", FB_ACCEPT),
        Arguments.of("", Encryption.OPAQUE, FB_CONNECT.replace("0a", "ff"), FB_ACCEPT),
        Arguments.of("", Encryption.OPAQUE, FB_CONNECT, "00000005 0000000a"),
        Arguments.of("", Encryption.OPAQUE, FB_CONNECT, "00000003 00000100"));
  }

  @ParameterizedTest
  @MethodSource("firebirds")
  void firebirdIsFollowed(String protocol, Encryption encryption, String client, String server) {
    Verdict verdict = tcp(client, server);

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.notes().contains(LinkNote.CREDENTIALS_IN_CLEAR))
        .isEqualTo(client.contains("011d"));
  }

  private static String frame(String tag, String body) {
    int length = body.replace(" ", "").length() / 2;
    return tag
        + "01"
        + String.format("%02x", length)
        + "000000"
        + "00".repeat(26)
        + body
        + "00000000";
  }

  private static Stream<Arguments> messengers() {
    String asked = BANNER_2 + METHOD;
    String noise = "9af17ce38b".repeat(9);
    return Stream.of(
        Arguments.of("ceph", Encryption.PLAINTEXT, BANNER_1 + "00", BANNER_1 + "00"),
        Arguments.of("ceph", Encryption.OPAQUE, BANNER_2, BANNER_2),
        Arguments.of("ceph", Encryption.OPAQUE, asked, BANNER_2),
        Arguments.of("ceph", Encryption.PLAINTEXT, asked, BANNER_2 + CRC + noise),
        Arguments.of("ceph", Encryption.UPGRADED, asked + noise, BANNER_2 + SECURE + noise),
        Arguments.of("ceph", Encryption.OPAQUE, asked, BANNER_2 + SECURE + noise),
        Arguments.of("ceph", Encryption.OPAQUE, asked, BANNER_2 + SECURE),
        Arguments.of("ceph", Encryption.OPAQUE, asked, BANNER_2 + SECURE + "6f72646572".repeat(9)),
        Arguments.of("", Encryption.OPAQUE, BANNER_2, BANNER_1),
        Arguments.of("", Encryption.OPAQUE, BANNER_1, "68656c6c6f"),
        Arguments.of("", Encryption.OPAQUE, BANNER_1.replace("3237", "3337"), ""),
        Arguments.of("", Encryption.OPAQUE, BANNER_2.replace("1000", "1100"), BANNER_2));
  }

  @ParameterizedTest
  @MethodSource("messengers")
  void cephsModeIsFollowed(String protocol, Encryption encryption, String client, String server) {
    Verdict verdict = tcp(client, server);

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }
}
