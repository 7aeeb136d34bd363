package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of ICMPv6 that stay on their link; those of real kernels are in the recordings. */
final class LinkMessageTest {
  private static final int ICMPV6 = 58;

  private static final String TARGET = "00000000 fe800000000000000000000000000001";

  @ParameterizedTest
  @CsvSource({
    "8500 0000 00000000, ndp",
    "8500 0000 00000000 0101 020000000001, ndp",
    "8600 0000 40000708 00000000 00000000, ndp",
    "8700 0000 " + TARGET + " 0101 020000000001, ndp",
    "8800 0000 " + TARGET + ", ndp",
    "8f00 0000 00000000, mld",
    "8300 0000 " + TARGET + ", mld",
    "8700 0000 " + TARGET + " 0100 020000000001, ''",
    "8701 0000 " + TARGET + ", ''",
    "8700 0000 00000000, ''",
    "8a00 0000 " + TARGET + ", ''",
    "8300 0000 00000000, ''",
    "8200 0000 " + TARGET + " 0000, ''",
  })
  void named(String message, String protocol) {
    Verdict verdict = classify(message, "");
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption())
        .isEqualTo(protocol.isEmpty() ? Encryption.OPAQUE : Encryption.PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.UNKNOWN);
  }

  @Test
  void bothSidesSayTheSameKind() {
    String asked = "8700 0000 " + TARGET;
    assertThat(classify(asked, "8800 0000 " + TARGET).protocol()).isEqualTo("ndp");
    assertThat(classify(asked, "8f00 0000 00000000").protocol()).isEmpty();
  }

  private static Verdict classify(String one, String other) {
    Flow flow = Flows.flow(ICMPV6, half(one), half(other), Flow.Initiator.A_BY_FIRST_PACKET);
    return new Classifier().classify(flow);
  }

  private static Half half(String hex) {
    byte[] bytes = RecordedExchange.hex(hex);
    int[] ends = bytes.length == 0 ? new int[0] : new int[] {bytes.length};
    return new Half(ends.length, bytes.length, bytes, true, true, 0, -1, 0, new int[0], ends);
  }
}
