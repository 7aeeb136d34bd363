package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Strings;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that the snap length cut: what their beginnings still tell. */
final class CutMessagesTest {
  private static final String DHCP =
      "01010600 12345678 0000 8000" + Strings.repeat("00000000", 4) + "aabbccddeeff";
  private static final String PADDED = DHCP + Strings.repeat("00", 100);

  private static final String KERBEROS = "6a820200 308201fc a103020105 a20302010a a38201ec";

  private static final String DTLS =
      "16 feff 0000 000000000000 00dc 01 0000d0 0000 000000 0000d0 fefd"
          + Strings.repeat("5a", 32)
          + "00";

  private static String cut(String name) {
    return switch (name) {
      case "DHCP" -> PADDED;
      case "DHCP on another link" -> PADDED.replace("010106", "012006");
      case "DHCP with more behind the address" -> DHCP + Strings.repeat("01", 100);
      case "DHCP shorter" -> DHCP + "00000000000000000000";
      case "Kerberos" -> KERBEROS;
      case "Kerberos 4" -> KERBEROS.replace("a103020105", "a103020104");
      case "Kerberos, lengths apart" -> KERBEROS.replace("01fc", "01fb");
      case "Kerberos, shorter inside" -> KERBEROS.replace("6a820200", "6a820010");
      case "DTLS" -> DTLS;
      case "DTLS, another fragment" -> DTLS.replace("000000 0000d0", "000001 0000d0");
      case "DTLS, lengths apart" -> DTLS.replace("00dc", "00dd");
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "DHCP; dhcp; PLAINTEXT",
        "DHCP on another link; ''; OPAQUE",
        "DHCP with more behind the address; ''; OPAQUE",
        "DHCP shorter; ''; OPAQUE",
        "Kerberos; kerberos; PLAINTEXT",
        "Kerberos 4; ''; OPAQUE",
        "Kerberos, lengths apart; ''; OPAQUE",
        "Kerberos, shorter inside; ''; OPAQUE",
        "DTLS; dtls; OPAQUE",
        "DTLS, another fragment; ''; OPAQUE",
        "DTLS, lengths apart; ''; OPAQUE",
      })
  void areToldByTheirBeginning(String name, String protocol, Encryption encryption) {
    byte[] bytes = RecordedExchange.hex(cut(name));
    assertThat(verdict(bytes, false).protocol()).isEqualTo(protocol);
    assertThat(verdict(bytes, false).encryption()).isEqualTo(encryption);
  }

  /**
   * A whole datagram that ends there is none of them, but for DTLS, whose record would be broken.
   */
  @ParameterizedTest
  @CsvSource({"DHCP", "Kerberos"})
  void areNoneOfThemIfWhole(String name) {
    assertThat(verdict(RecordedExchange.hex(cut(name)), true).protocol()).isEmpty();
  }

  private static final String QUERY =
      "001a 1234 0100 0001 0000 0000 0000 0161 0473686f70 00 0001 0001";
  private static final String ANSWER =
      "0200 1234 8180 0001 0009 0000 0000 0161 0473686f70 00 0001 0001 c00c 0001";

  private static Verdict stream(byte[] client, byte[] server) {
    Half answer = Flows.half(server, true, false);
    Half query = Flows.half(client, true, true);
    return new Classifier().classify(Flows.flow(Flows.TCP, query, answer, Flow.Initiator.UNKNOWN));
  }

  @Test
  void anAnswerOfDnsOverTcpMayBeCut() {
    byte[] query = RecordedExchange.hex(QUERY);
    assertThat(stream(query, RecordedExchange.hex(ANSWER)).protocol()).isEqualTo("dns");
    String another = ANSWER.replace("1234", "1235");
    assertThat(stream(query, RecordedExchange.hex(another)).protocol()).isEmpty();
    String longer = ANSWER.replace("0200", "0010");
    assertThat(stream(query, RecordedExchange.hex(longer)).protocol()).isEmpty();
  }

  @Test
  void aGreetingOfNatsMayBeCut() {
    byte[] info = text("INFO {\"server_id\":\"NABC\",\"version\":\"2");
    assertThat(stream(text("CONNECT {\"verbose\":"), info).encryption())
        .isEqualTo(Encryption.PLAINTEXT);
    assertThat(stream(new byte[] {22, 3, 1}, info).encryption()).isEqualTo(Encryption.OPAQUE);
    assertThat(stream(text("CONNECT {"), text("INFO {\"name\"")).protocol()).isEmpty();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Verdict verdict(byte[] bytes, boolean complete) {
    Half client = Flows.half(bytes, true, complete, new int[] {bytes.length});
    Half server = Flows.half(new byte[0], true, true, new int[0]);
    return new Classifier().classify(Flows.flow(17, client, server, Flow.Initiator.UNKNOWN));
  }
}
