package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Infrastructure over datagrams, by bytes written after the specifications: what is recognised,
 * from which side, and what only looks like it. Real ones are in
 * samples/scenarios/protocol-network.
 */
final class DatagramProtocolsTest {
  private static final String NTP_ZEROS = "00".repeat(39);
  private static final String NTP_ASKED = "e30006ec" + "00".repeat(36) + "e09ab59c07089e02";
  private static final String NTP_TOLD =
      "240206ec000000e60000095bc1cc72e8e09ab05e71407469e09ab59c07089e02e09ab59c0c4d7f23e09ab59c0c4e9c00";
  private static final String DHCP = "010600000001" + "00".repeat(230) + "63825363350101ff";
  private static final String GET =
      "3026020101 0406 7075626c6963 a019 020101 020100 020100 300e300c06082b060102010103000500";
  private static final String TOLD =
      "3026020101 0406 7075626c6963 a219 020101 020100 020100 300e300c06082b060102010103000500";
  private static final String BINDING = "000100002112a442" + "01".repeat(12);
  private static final String BOUND =
      "0101000c2112a442" + "01".repeat(12) + "002000080001a147e112a643";
  private static final String NB_NAME = "20" + "4541".repeat(16) + "00";

  private static Verdict classify(String client, String server) {
    return new Classifier().classify(Flows.udp(bytes(client), bytes(server)));
  }

  private static byte[] bytes(String hex) {
    return hex.startsWith("'")
        ? hex.substring(1).replace("^", "\r\n").getBytes(StandardCharsets.ISO_8859_1)
        : RecordedExchange.hex(hex);
  }

  private static final String WSD = "http://schemas.xmlsoap.org/ws/2005/04/discovery/";
  private static final String OASIS_WSD = "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/";

  private static String envelope(String action) {
    return "'<?xml version=\"1.0\"?><s:Envelope><s:Header><a:Action>" + action + "</a:Action>";
  }

  private static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of("ntp", NTP_ASKED, NTP_TOLD),
        Arguments.of(
            "ntp", "1b" + NTP_ZEROS + "0000000000000000", NTP_TOLD.replaceFirst("^24", "1c")),
        Arguments.of(
            "ntp", "16010001000000000000 0000", "16810001061500000000000c" + "78".repeat(12)),
        Arguments.of("ntp", "1700032a00000000", "d700032a0001 0048" + "00".repeat(72)),
        Arguments.of("ntp", NTP_ASKED, ""),
        Arguments.of("dhcp", DHCP, ""),
        Arguments.of("dhcp", DHCP, DHCP.replaceFirst("^01", "02")),
        Arguments.of("dhcpv6", "01112233 0001000a 00030001 020304050607 000800020000", ""),
        Arguments.of("dhcpv6", "01112233 00010004 00030001", "02112233 00020004 00030001"),
        Arguments.of("snmp", GET, TOLD),
        Arguments.of("snmp", GET, ""),
        Arguments.of("stun", BINDING, BOUND),
        Arguments.of("stun", BINDING, ""),
        Arguments.of(
            "ssdp", "'M-SEARCH * HTTP/1.1^HOST: 239.255.255.250:1900^MAN: \"ssdp:discover\"^^", ""),
        Arguments.of("ws-discovery", envelope(WSD + "Probe"), ""),
        Arguments.of("ws-discovery", envelope(WSD + "Resolve"), envelope(WSD + "ResolveMatches")),
        Arguments.of("ws-discovery", envelope(OASIS_WSD + "Probe"), ""),
        Arguments.of("llmnr", "1234000000010000000000000477706164000001 0001", ""),
        Arguments.of("netbios-ns", "12340110000100000000 0000" + NB_NAME + "00200001", ""),
        Arguments.of(
            "netbios-ns",
            "12340000000100000000 0000" + NB_NAME + "00210001",
            "12348400000000010000 0000" + NB_NAME + "00210001 00000000 0000"));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("known")
  void isRecognisedWithItsServer(String protocol, String client, String server) {
    Verdict verdict = classify(client, server);

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  /** No beginning of a datagram is taken for anything protected, or for another protocol. */
  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("known")
  void cutAnywhere(String protocol, String client, String server) {
    byte[] whole = bytes(client);
    for (int most = 1; most < whole.length; most++) {
      Verdict verdict =
          new Classifier().classify(Flows.udp(Arrays.copyOf(whole, most), bytes(server)));
      assertThat(verdict.protocol()).as("first %d", most).isIn("", protocol);
      assertThat(verdict.encryption()).isIn(Encryption.OPAQUE, Encryption.PLAINTEXT);
    }
  }

  private static Stream<Arguments> oneWay() {
    return Stream.of(
        Arguments.of("ntp", "25" + NTP_TOLD.substring(2)),
        Arguments.of(
            "mdns",
            "000084000000000100000000 05686f75736505 6c6f63616c00 00018001 00000078 0004 c0000201"),
        Arguments.of("mdns", "000000000001000000000000 05686f75736505 6c6f63616c00 00010001"),
        Arguments.of("ssdp", "'NOTIFY * HTTP/1.1^NT: upnp:rootdevice^^"),
        Arguments.of("ws-discovery", envelope(WSD + "Hello")),
        Arguments.of("ws-discovery", envelope(OASIS_WSD + "Bye")),
        Arguments.of(
            "netbios-dgm", "110a1234c0000201008a00bb0000" + NB_NAME + NB_NAME + "ff534d42"));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("oneWay")
  void whoSendsToAllIsNoServerOfTheirs(String protocol, String datagram) {
    Verdict verdict = classify(datagram, "");

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.UNKNOWN);
  }

  private static Stream<Arguments> misses() {
    return Stream.of(
        Arguments.of("NTP of version 7", "fb" + NTP_ASKED.substring(2), ""),
        Arguments.of("NTP of stratum 99", NTP_ASKED.replaceFirst("^e300", "e363"), ""),
        Arguments.of("NTP of noise", "e30006ec" + "9a".repeat(44), ""),
        Arguments.of("NTP answered by text", NTP_ASKED, "'hello"),
        Arguments.of("DHCP without cookie", DHCP.replace("63825363", "63825364"), ""),
        Arguments.of("DHCP answered by a request", DHCP, DHCP),
        Arguments.of(
            "DHCPv6 whose options do not fill it", "01112233 0001000b 00030001 020304050607", ""),
        Arguments.of("SNMP of version 3 written as 2", GET.replaceFirst("020101", "020102"), ""),
        Arguments.of("SNMP with bytes behind it", GET + "00", ""),
        Arguments.of("another sequence", "30090101ff0201050401ff", ""),
        Arguments.of("STUN without cookie", BINDING.replace("2112a442", "2112a443"), ""),
        Arguments.of("STUN of a wrong length", BINDING + "00", "'x"),
        Arguments.of("HTTP in a datagram", "'GET / HTTP/1.1^^", ""),
        Arguments.of("SOAP of something else", envelope("http://shop.example/Probe"), ""),
        Arguments.of("an action of another name", envelope(WSD + "Probes"), ""),
        Arguments.of("a search said hello to", envelope(WSD + "Hello"), envelope(WSD + "Hello")),
        Arguments.of("a search answered by text", envelope(WSD + "Probe"), "'hello"),
        Arguments.of(
            "NetBIOS with a letter too far",
            "12340110000100000000 0000" + NB_NAME.replaceFirst("45", "51") + "00200002",
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misses")
  void nearMissesAreOpaque(String name, String client, String server) {
    Verdict verdict = classify(client, server);

    assertThat(verdict.protocol()).isEmpty();
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void aCommunityIsAPassword() {
    assertThat(classify(GET, TOLD).notes()).containsExactly(LinkNote.CREDENTIALS_IN_CLEAR);
    assertThat(classify(GET, TOLD).toString()).doesNotContain("public");
  }

  @Test
  void stunBeforeMediaIsLeftOpen() {
    Verdict verdict =
        new Classifier()
            .classify(
                Flows.udp(
                    List.of(bytes(BINDING), bytes("16fefd0000000000000000 0003 010203")),
                    List.of(bytes(BOUND))));

    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @ParameterizedTest
  @CsvSource({
    "iterative query for the top, 123400000001000000000001 03636f6d00 00020001"
        + " 0000291000000000000000",
    "query for a host, 123401000001000000000000 0477706164 0161 00 00010001",
  })
  void staysDns(String name, String query) {
    assertThat(classify(query, "").protocol()).isEqualTo("dns");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "graphite; 'a.b.c 12.5 1700000000",
        "influxdb; 'cpu,host=a\\ b usage=0.5,up=t,n=1i,s=\"x y\" 1700000000000000000",
        "gelf; '{\"version\":\"1.1\",\"host\":\"a\",\"short_message\":\"b\"}",
        "collectd; 0000000661 00 0002000662 00 0001000c0000000000000001",
        "snmp-trap; 3026020101 0406 7075626c6963 a719 020101 020100 020100"
            + " 300e300c06082b060102010103000500",
      })
  void neverAnswered(String protocol, String datagram) {
    assertThat(classify(datagram, "").protocol()).isEqualTo(protocol);
    assertThat(classify(datagram, "'ok").protocol()).isNotEqualTo(protocol);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'a.b.c 12.5",
        "'a b=c=d",
        "'{\"version\":\"1.1\"}",
        "0000000661 01 0002000662 00",
        "1e0f0102030405060708 0002 ffff"
      })
  void almostMetrics(String datagram) {
    assertThat(classify(datagram, "").protocol()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 123401000001000000000001 016100 00010001 00002910, 123481800001000200000000 014100"
        + " 00010001 c00c",
    "false, 123401000001000000000001 016100 00010001 00002910, 123581800001000200000000 016100"
        + " 00010001 c00c",
    "false, 123401000001000000000001 016100 00010001 00002910, 123481800001000200000000 016200"
        + " 00010001 c00c",
    "false, 123401000001000000000001 016100 00010001 00002910, 1234",
  })
  void dnsCapturedInPart(boolean recognised, String query, String response) {
    assertThat(classify(query, response).protocol()).isEqualTo(recognised ? "dns" : "");
  }
}
