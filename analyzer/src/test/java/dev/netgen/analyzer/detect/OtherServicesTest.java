package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Directories, calls, desktops, proxies, machines: bytes written after the specifications, beside
 * the recordings of real programs in samples/scenarios.
 */
final class OtherServicesTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final boolean SECRET = true;

  private static final String BIND = "3011 020101 600c 020103 0403636e3d 80027333";
  private static final String BOUND = "300c020101 61070a010004000400";
  private static final String START_TLS =
      "301d 020101 7718 8016 312e332e362e312e342e312e313436362e3230303337";
  private static final String CR =
      "0300001302e00000000000 0100080003000000".replace("1302", "130e");
  private static final String RPC_CALL =
      "80000028 00000007 00000000 00000002 000186a0 00000002 00000003"
          + "00000000 00000000 00000000 00000000";

  private static Stream<Arguments> streams() {
    return Stream.of(
        of("ldap", PLAINTEXT, SECRET, "LDAP messages in clear", BIND, BOUND),
        of(
            "ldap",
            PLAINTEXT,
            !SECRET,
            "StartTLS refused, LDAP messages in clear",
            START_TLS,
            "300c020101 78070a013404000400"),
        of(
            "ldap",
            OPAQUE,
            !SECRET,
            "SASL layer behind the bind, not looked into",
            "3016 020101 6011 020103 0400 a30a 0406475353415049 0400 00000008 050406ff00000000",
            BOUND + "00000008 050407ff00000000"),
        of(
            "rdp",
            PLAINTEXT,
            !SECRET,
            "RDP negotiation failed in clear",
            CR,
            "030000130ed000001234000300080005000000"),
        of(
            "rdp",
            OPAQUE,
            !SECRET,
            "RDP negotiation chose CredSSP, nothing kept afterwards",
            CR,
            "030000130ed000001234000200080002000000"),
        of(
            "rfb",
            PLAINTEXT,
            !SECRET,
            "RFB without authentication, in clear",
            "524642203030332e3030380a 01",
            "524642203030332e3030380a 020102 00000000"),
        of(
            "rfb",
            OPAQUE,
            !SECRET,
            "VeNCrypt not seen to be agreed",
            "524642203030332e3030380a 13",
            "524642203030332e3030380a 0113"),
        of("socks", PLAINTEXT, SECRET, "SOCKS login refused", "050102 01016101 62", "0502 0101"),
        of(
            "socks",
            PLAINTEXT,
            !SECRET,
            "SOCKS request granted",
            "04010050c0000201 6100",
            "005a0050c0000201"),
        of(
            "onc-rpc",
            PLAINTEXT,
            !SECRET,
            "RPC calls in clear",
            RPC_CALL,
            "8000001c 00000007 00000001 00000000 00000000"),
        of(
            "modbus",
            PLAINTEXT,
            !SECRET,
            "Modbus requests and answers",
            "000100000006 01 03 00000001",
            "000100000005 01 03 02002a"),
        of(
            "mssql",
            PLAINTEXT,
            SECRET,
            "PRELOGIN without encryption, login in clear",
            "12010014 00000100 00 000b 0000 01 000b 0001 ff 02".replace("00000100", "00000000")
                + "10010040 00000000".concat("00".repeat(56)),
            "04010014 00000000 00 000b 0000 01 000b 0001 ff 02"),
        of(
            "dce-rpc",
            PLAINTEXT,
            !SECRET,
            "DCE/RPC calls in clear",
            "05000b03 10000000 1800 0000 01000000 d016d01600000000",
            "05000c03 10000000 1800 0000 01000000 d016d01600000000"));
  }

  private static Arguments of(
      String protocol, Encryption encryption, boolean secret, String reason, String... turns) {
    return Arguments.of(protocol, encryption, secret, reason, RecordedExchange.hexes(turns));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("streams")
  void isTold(
      String protocol,
      Encryption encryption,
      boolean secret,
      String reason,
      RecordedExchange exchange) {
    Verdict verdict = CLASSIFIER.classify(Flows.tcp(exchange));

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
    assertThat(verdict.notes().contains(LinkNote.CREDENTIALS_IN_CLEAR)).isEqualTo(secret);
  }

  /** Cut anywhere it is the same, a clear beginning, or nothing; never protected. */
  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("streams")
  void cutAnywhere(
      String protocol,
      Encryption encryption,
      boolean secret,
      String reason,
      RecordedExchange exchange) {
    for (int most = 0; most < exchange.length(); most++) {
      Flow flow = Flows.cut(exchange.first(most, true), exchange.first(most, false));
      Verdict verdict = CLASSIFIER.classify(flow);
      assertThat(verdict.protocol()).as("%d", most).isIn("", protocol);
      assertThat(verdict.encryption()).as("%d", most).isIn(OPAQUE, PLAINTEXT, Encryption.NONE);
    }
  }

  private static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("irc", "NICK a\r\nUSER a 0 * :b\r\n", ":s 001 a :hi\r\n:s 002 a :x\r\n"),
        Arguments.of("irc", "CAP LS 302\r\n", "NOTICE AUTH :*** hi\r\n:s CAP * LS :tls\r\n"),
        Arguments.of("rtsp", "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n", "RTSP/1.0 200 OK\r\n\r\n"),
        Arguments.of(
            "sip",
            "OPTIONS sip:a@b SIP/2.0\r\nCSeq: 1\r\n\r\n",
            "SIP/2.0 200 OK\r\nCSeq: 1\r\n\r\n"),
        Arguments.of(
            "xmpp",
            "<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams'>",
            "<stream:stream xmlns:stream=\"http://etherx.jabber.org/streams\">"),
        Arguments.of(
            "http",
            "PROXY TCP4 192.0.2.1 192.0.2.2 1 80\r\nGET / HTTP/1.1\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n"),
        Arguments.of("smtp", "PROXY UNKNOWN\r\nEHLO a\r\n", "220 b\r\n250 c\r\n"));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("texts")
  void isToldOfText(String protocol, String client, String server) {
    Verdict verdict = CLASSIFIER.classify(Flows.tcp(RecordedExchange.texts(client, server)));

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  private static Stream<RecordedExchange> neighbours() {
    return Stream.of(
        // SNMP's messages begin as LDAP's do.
        RecordedExchange.hexes("3026020100 04067075626c6963 a019 0201010201000201003000", ""),
        // A bind of LDAP whose version is no number of one byte.
        RecordedExchange.hexes("300f 020101 600a 02020003 0400 800162", ""),
        // Kerberos' tag with a version that is not 5.
        RecordedExchange.hexes("00000016 6a14 3012 a103020104 a20302010a a400 0000 0000", ""),
        // X.224 of another user: a connection request without RDP's negotiation or cookie.
        RecordedExchange.hexes("0300000b06e00000000000", "0300000b06d00000123400"),
        // Modbus answered in another transaction.
        RecordedExchange.hexes("000100000006010300000001", "00090000000501030200 2a"),
        // DNP3's start with a wrong checksum.
        RecordedExchange.hexes("056408c404000300b4b9c0d7007ace", ""),
        // A SOCKS greeting whose answer takes a method that was not offered.
        RecordedExchange.hexes("050100", "0502"),
        // A call of RPC version 3.
        RecordedExchange.hexes(RPC_CALL.replace("00000002 000186a0", "00000003 000186a0"), ""),
        RecordedExchange.hexes("05000c03 10000000 1800 0000 01000000 d016d01600000000", ""),
        RecordedExchange.texts("PROXY TCP9 a b 1 2\r\nxx\r\n", ""),
        RecordedExchange.texts("RFB 003.008\n", "RFB 003.0x8\n"),
        RecordedExchange.texts("NICKS a\r\nUSERS b\r\n", ":s hello\r\n"),
        RecordedExchange.texts("<?xml version='1.0'?><stream>", "<?xml version='1.0'?><stream>"),
        RecordedExchange.texts("OPTIONS sip:a@b SIP/3.0\r\n\r\n", "SIP/3.0 200 OK\r\n\r\n"),
        RecordedExchange.texts("\u00ff\u00fdc", "\u00ff\u00fbd"));
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void leavesNeighboursAlone(RecordedExchange exchange) {
    assertThat(CLASSIFIER.classify(Flows.tcp(exchange)).protocol()).isEmpty();
  }

  private static Stream<Arguments> datagrams() {
    return Stream.of(
        Arguments.of("tftp", "0001 612e747874 00 6f63746574 00", ""),
        Arguments.of("radius", "01010017 00112233445566778899aabbccddeeff 010361", ""),
        Arguments.of("onc-rpc", RPC_CALL.substring(9), "00000007 00000001 00000000 00000000"),
        Arguments.of("ldap", "300c020101 63070400 0a0100 0a0100", ""),
        Arguments.of("", "0001 612e747874 00 6f63746575 00", ""),
        Arguments.of("", "01010018 00112233445566778899aabbccddeeff 010361", ""));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("datagrams")
  void isToldOfDatagrams(String protocol, String client, String server) {
    byte[] answer = server.isEmpty() ? new byte[0] : RecordedExchange.hex(server);
    Verdict verdict = CLASSIFIER.classify(Flows.udp(RecordedExchange.hex(client), answer));

    assertThat(verdict.protocol()).isEqualTo(protocol);
  }

  /** Where more datagrams follow, the first may have been cut; JGroups' begin as RADIUS does. */
  @ParameterizedTest
  @CsvSource({"radius, 010361 020362 050363", "'', 014b61 020362 050363"})
  void aPacketThatWasCutNeedsAttributes(String protocol, String attributes) {
    byte[] cut = RecordedExchange.hex("28010200 00112233445566778899aabbccddeeff " + attributes);
    Half client = Flows.half(cut, true, false, new int[] {cut.length});
    Half server = Flows.half(new byte[0], true, true, new int[0]);
    Flow flow = Flows.flow(17, client, server, Flow.Initiator.UNKNOWN);

    assertThat(CLASSIFIER.classify(flow).protocol()).isEqualTo(protocol);
  }
}
