package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that is not known is one of Redis if a whole aggregate of RESP answers it. */
final class RedisReplyTest {
  @ParameterizedTest
  @CsvSource({
    "FT.SEARCH index any, *2|:1|:2|, redis",
    "FT.SEARCH index any, %1|+ttl|:3600|, redis",
    "FT.SEARCH index any, *3|:1|:2|$2|ab|, redis",
    "FT.SEARCH index any, *2|:1|~1|#t|, redis",
    "FT.SEARCH index any, *1|:1|, ''",
    "FT.SEARCH index any, *2|:1|, ''",
    "FT.SEARCH index any, *2|:1|x|, ''",
    "FT.SEARCH index any, *3|:1|:2|$3|ab|, ''",
    "FT.SEARCH index any, +OK|:1|:2|, ''",
    "1 2 3, *2|:1|:2|, ''",
  })
  void isToldByTheWholeReply(String command, String reply, String protocol) {
    byte[] client = bytes(command + "|");
    assertThat(verdict(client, bytes(reply)).protocol()).isEqualTo(protocol);
  }

  private static Verdict verdict(byte[] client, byte[] server) {
    return new Classifier()
        .classify(
            Flows.flow(
                Flows.TCP,
                Flows.half(client, true, true),
                Flows.half(server, true, true),
                Flow.Initiator.A_BY_HANDSHAKE));
  }

  private static byte[] bytes(String text) {
    return text.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
