package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Version 2 of the PROXY protocol in front of datagrams, and Modbus in them. */
final class ProxiedDatagramsTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String HEADER = SIGNATURE + "2112000c 0a140002 0a140003 9c400035";
  private static final String LOCAL = SIGNATURE + "20000000";
  private static final String QUESTION = "123401000001000000000000 0161 0473686f70 00 0001 0001";
  private static final String ANSWER =
      "123481800001000100000000 0161 0473686f70 00 0001 0001 c00c 0001 0001 0000003c 0004 01020304";

  private static final String READS = "0001 0000 0006 01 03 0001 0005";
  private static final String TELLS = "0001 0000 0005 01 03 02 0001";

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        Arguments.of("dns", List.of(HEADER + QUESTION), List.of(ANSWER)),
        Arguments.of("dns", List.of(LOCAL + QUESTION), List.of(ANSWER)),
        Arguments.of("dns", List.of(HEADER + QUESTION, HEADER + QUESTION), List.of(ANSWER)),
        Arguments.of("", List.of(HEADER + QUESTION, QUESTION), List.of(ANSWER)),
        Arguments.of("", List.of(HEADER.replace("2112", "3112") + QUESTION), List.of(ANSWER)),
        Arguments.of("", List.of(HEADER.replace("000c", "00ff") + QUESTION), List.of(ANSWER)),
        Arguments.of("modbus", List.of(READS), List.of(TELLS)),
        Arguments.of("", List.of(READS), List.of(TELLS.replace("0001 0000", "0002 0000"))),
        Arguments.of("", List.of(READS + "00"), List.of(TELLS)),
        Arguments.of("", List.of(READS), List.of()));
  }

  private static List<byte[]> bytes(List<String> messages) {
    return messages.stream().map(RecordedExchange::hex).toList();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void isToldBehindEachHeader(String protocol, List<String> client, List<String> server) {
    Verdict verdict = new Classifier().classify(Flows.udp(bytes(client), bytes(server)));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption())
        .isEqualTo(protocol.isEmpty() ? Encryption.OPAQUE : Encryption.PLAINTEXT);
  }
}
