package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Strings;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datagrams that the snap length cut: what their beginnings still tell. */
final class CutDatagramsTest {
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

  private static Verdict verdict(byte[] bytes, boolean complete) {
    Half client = Flows.half(bytes, true, complete, new int[] {bytes.length});
    Half server = Flows.half(new byte[0], true, true, new int[0]);
    return new Classifier().classify(Flows.flow(17, client, server, Flow.Initiator.UNKNOWN));
  }
}
