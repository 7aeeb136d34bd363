package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/2 frames and header blocks; those of RFC 7541 appendix C. */
final class Http2Test {
  private static final String PREFACE = "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a";
  private static final String SETTINGS = "000000040000000000";
  private static final String ACK = "000000040100000000";

  private static String headers(String block) {
    return String.format("%06x", block.length() / 2) + "010500000001" + block;
  }

  private static Verdict classify(String client, String server) {
    return new Classifier().classify(Flows.tcp(RecordedExchange.hexes(client, server)));
  }

  @ParameterizedTest
  @CsvSource({
    "828684410f7777772e6578616d706c652e636f6d", // C.3.1, literal
    "828684418cf1e3c2e5f23a6ba0ab90f4ff" // C.4.1, Huffman
  })
  void headerFieldsOfTheSpecification(String block) {
    Verdict verdict = classify(PREFACE + SETTINGS + headers(block), SETTINGS + ACK);

    assertThat(verdict.protocol()).isEqualTo("http2");
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
    assertThat(verdict.facts()).containsEntry("http.host", "www.example.com");
  }

  @Test
  void grpcByContentTypeWithItsService() {
    // POST, http, path /a.B/C, content-type application/grpc, authorization Basic eA==
    String block =
        "8386"
            + "04062f612e422f43"
            + "0f10106170706c69636174696f6e2f67727063"
            + "0f080a4261736963206541"
            + "3d3d";
    Verdict verdict = classify(PREFACE + SETTINGS + headers(block), SETTINGS);

    assertThat(verdict.protocol()).isEqualTo("grpc");
    assertThat(verdict.facts()).containsEntry("grpc.service", "a.B");
    assertThat(verdict.notes()).containsExactly(LinkNote.CREDENTIALS_IN_CLEAR);
  }

  @ParameterizedTest
  @CsvSource({
    "preface answered in other words, 0000000600000000000102030405060708",
    "preface answered by another protocol, 2b504f4e470d0a",
  })
  void isNotHttp2(String name, String server) {
    assertThat(classify(PREFACE + SETTINGS, server).protocol()).isEmpty();
  }

  @Test
  void joinedLaterByFramesBothWays() {
    String data = "000007000100000001" + "00000000020801";
    Verdict verdict =
        new Classifier()
            .classify(
                Flows.midStream(
                    RecordedExchange.hexes(headers("8386") + data, headers("88") + data)));

    assertThat(verdict.protocol()).isEqualTo("grpc");
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  @ParameterizedTest
  @CsvSource({
    "even stream, 000007000100000002, 000007000100000001",
    "ping of another length, 000007060000000000, 000007000100000001",
    "unknown flags, 000007004000000001, 000007000100000001",
  })
  void framesThatAreNone(String name, String client, String server) {
    Verdict verdict =
        new Classifier()
            .classify(
                Flows.midStream(
                    RecordedExchange.hexes(client + "00000000020801", server + "00000000020801")));

    assertThat(verdict.protocol()).isEmpty();
  }
}
