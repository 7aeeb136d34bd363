package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What other programs say over TCP and UDP, for which there is no detector: by their specifications
 * and documentation. None is taken for one of those there are, by either side alone or both.
 */
final class NeighboursTest {
  static Stream<Arguments> talks() throws IOException {
    String text =
        Resources.toString(
            Resources.getResource(NeighboursTest.class, "neighbours.txt"),
            StandardCharsets.US_ASCII);
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Splitter.on('\t').splitToList(line))
        .map(
            parts ->
                Arguments.of(
                    parts.get(0),
                    parts.get(1).translateEscapes(),
                    parts.get(2).translateEscapes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("talks")
  void isNoneOfThem(String name, String client, String server) {
    List<String> taken = new ArrayList<>();
    judge(taken, "both", Flows.tcp(RecordedExchange.texts(client, server)));
    judge(taken, "client", Flows.tcp(RecordedExchange.texts(client, "")));
    judge(taken, "server", Flows.tcp(RecordedExchange.texts("", server)));
    judge(taken, "late", Flows.midStream(RecordedExchange.texts(client, server)));
    judge(taken, "late client", Flows.midStream(RecordedExchange.texts(client, "")));
    judge(taken, "late server", Flows.midStream(RecordedExchange.texts("", server)));
    judge(taken, "datagrams", Flows.udp(bytes(client), bytes(server)));
    judge(taken, "datagram", Flows.udp(bytes(client), bytes("")));
    judge(taken, "datagram of the server", Flows.udp(bytes(""), bytes(server)));
    assertThat(taken).isEmpty();
  }

  private static final Classifier CLASSIFIER = new Classifier();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void judge(List<String> taken, String how, Flow flow) {
    Verdict verdict = CLASSIFIER.classify(flow);
    boolean none =
        verdict.protocol().isEmpty()
            && (verdict.encryption() == Encryption.OPAQUE
                || verdict.encryption() == Encryption.NONE);
    if (!none) {
      taken.add(how + ": " + verdict);
    }
  }
}
