package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of routers right over IP; those of real routers are in the recordings. */
final class RoutingMessageTest {
  private static final String IDS = " 0a140002 00000000 ";
  private static final String NO_PROOF = " 0000 0000 0000000000000000";

  @ParameterizedTest
  @CsvSource({
    // IGMP: queries of each version, reports, leaving, records
    "2, 1100 eeff 00000000, igmp",
    "2, 1164 ee9b 00000000, igmp",
    "2, 1164 ec1e 00000000 02 7d 0000, igmp",
    "2, 1200 0e00 e0000116, igmp",
    "2, 1600 0903 e00000fb, igmp",
    "2, 1700 0803 e00000fb, igmp",
    "2, 2200 f900 0000 0001 04000000 e00000fb, igmp",
    "2, 1164 ec1e 00000000 02, ''",
    "2, 1600 0903 0a0000fb, ''",
    "2, 1201 0e00 e0000116, ''",
    "2, 1300 0e00 e0000116, ''",
    "2, 2200 f900 0000 0001 09000000 e00000fb, ''",
    "2, 2200 f900 0000 0001 04000000 0a0000fb, ''",
    "2, 2200 f900 0000 0001, ''",
    // EIGRP
    "88, 0205 eec8 00000000 00000000 00000000 0000 0007 0001 000c 010001000000000f, eigrp",
    "88, 0201 eec8 00000001 00000001 00000000 0000 0007, eigrp",
    "88, 0105 eec8 00000000 00000000 00000000 0000 0007, ''",
    "88, 0200 eec8 00000000 00000000 00000000 0000 0007, ''",
    "88, 0205 eec8 00000000 00000000 00000000 0000 0007 0001 0003 01000100, ''",
    // OSPF
    "89, 0201 002c" + IDS + "0000 0000 0000000000000000 ffffff00 0001 02 01 00000004, ospf",
    "89, 0205 0018" + IDS + "0000 0002 0000000000000000, ospf",
    "89, 0301 0024" + IDS + "0000 00 00 00000002 01000013 0001 0004 00000000, ospf",
    "89, 0206 0018" + IDS + NO_PROOF + ", ''",
    "89, 0201 0017" + IDS + NO_PROOF + ", ''",
    "89, 0201 0018" + IDS + "0000 0003 0000000000000000, ''",
    "89, 0301 0010" + IDS + "0000 00 01, ''",
    "89, 0401 0018" + IDS + NO_PROOF + ", ''",
    // PIM: hello, join; a register carries somebody's packet
    "103, 2000 0000 0001 0002 0069, pim",
    "103, 2300 0000 0100 0a140003 00 00 00d2, pim",
    "103, 2000 0000 0013 0004 00000001, ''",
    "103, 2100 0000 00000000 45000000, ''",
    "103, 1000 0000 0001 0002 0069, ''",
    "103, 2d00 0000 0100 0a140003, ''",
    // VRRP; CARP under the same number
    "112, 21 33 64 01 00 01 0000 0a140064 0000000000000000, vrrp",
    "112, 31 34 64 01 0064 0000 0a150064, vrrp",
    "112, 31 34 64 01 0064 0000 fe800000000000000000000000000064, vrrp",
    "112, 31 34 64 01 0064 0000 0a1500, ''",
    "112, 21 00 64 01 00 01 0000 0a140064 0000000000000000, ''",
    "112, 21 33 64 02 00 01 0000 0a140064 0000000000000000, ''",
    "112, 21 01 00 07 00 01 0000 0000000000000001 0011223344556677889900112233445566778899, ''",
  })
  void named(int number, String message, String protocol) {
    Verdict verdict = classify(number, message, "");
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption())
        .isEqualTo(protocol.isEmpty() ? Encryption.OPAQUE : Encryption.PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "89, 0205 0018" + IDS + "0000 0001 6e6f747265616c00, true",
    "89, 0205 0018" + IDS + "0000 0002 000001106e6f7472, false",
    "112, 21 33 64 01 01 01 0000 0a140064 6e6f747265616c00, true",
    "112, 21 33 64 01 00 01 0000 0a140064 0000000000000000, false",
  })
  void passwordsAreMarked(int number, String message, boolean clear) {
    assertThat(classify(number, message, "").notes().contains(LinkNote.CREDENTIALS_IN_CLEAR))
        .isEqualTo(clear);
  }

  @Test
  void everyMessageHasTheForm() {
    String good = "1600 0903 e00000fb";
    assertThat(classify(2, good, "9900 0903 e00000fb").protocol()).isEmpty();
    assertThat(classify(2, good, good).protocol()).isEqualTo("igmp");
  }

  private static Verdict classify(int number, String one, String other) {
    Flow flow = Flows.flow(number, half(one), half(other), Flow.Initiator.A_BY_FIRST_PACKET);
    return new Classifier().classify(flow);
  }

  private static Half half(String hex) {
    byte[] bytes = RecordedExchange.hex(hex);
    int[] ends = bytes.length == 0 ? new int[0] : new int[] {bytes.length};
    return new Half(ends.length, bytes.length, bytes, true, true, 0, -1, 0, new int[0], ends);
  }
}
