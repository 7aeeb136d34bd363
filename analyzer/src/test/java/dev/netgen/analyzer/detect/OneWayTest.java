package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datagrams that are never answered by design, and what only looks like them. */
final class OneWayTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "syslog; <34>1 2026-11-22T03:00:00Z host app - - - hello",
        "syslog; <191>1 - - - - - -",
        "syslog; <13>Nov 22 03:00:00 host su: hello",
        "syslog; <0>Feb  5 17:32:18 10.0.0.99 x",
        "syslog; <34>hello",
        "syslog; <13>Foo 22 03:00:00 host x",
        "syslog; <190>[worker] done",
        "statsd; api.requests:1|c",
        "statsd; api.time:12.5|ms|@0.1|#route:login",
        "statsd; queue_len:-3|g",
      })
  void isRecognisedWithTheSilentSideAsServer(String protocol, String datagram) {
    Verdict verdict = new Classifier().classify(Flows.udp(bytes(datagram), new byte[0]));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<192>1 2026-11-22T03:00:00Z host app - - - hello;''",
        "<34>hel\u0001lo;''",
        "<34>1234;''",
        "<34>hello;ok",
        "<34;''",
        "<a>1 - x;''",
        "<34>1 2026-11-22T03:00:00Z host app - - - hello;ok",
        "api.requests:1|c;ok",
        "api.requests:one|c;''",
        "api.requests:1|zz;''",
        "user:1;''",
        "1:1|c;''",
      })
  void nearMissesAreOpaque(String datagram, String answer) {
    Verdict verdict = new Classifier().classify(Flows.udp(bytes(datagram), bytes(answer)));
    assertThat(verdict.protocol()).isEmpty();
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }
}
