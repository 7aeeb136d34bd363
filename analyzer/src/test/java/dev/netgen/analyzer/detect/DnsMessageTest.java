package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.names.DnsMessage;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.net.IpAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DNS messages from a real server, and broken ones. */
final class DnsMessageTest {
  private static final String QUESTION = "0001 8180 0001 0001 0000 0000 0161 0162 00 0001 0001 ";

  @Test
  void answerOfARealServer() {
    byte[] answer = RecordedExchange.named("dns-udp").said(false);
    DnsMessage message = DnsMessage.parse(answer).orElseThrow();

    assertThat(message.response()).isTrue();
    assertThat(message.id()).isEqualTo(0x1a2b);
    assertThat(message.questionName()).isEqualTo("payments.example");
    assertThat(message.questionType()).isEqualTo(1);
    assertThat(message.responseCode()).isZero();
    assertThat(message.answers())
        .containsExactly(
            new DnsMessage.Answer("payments.example", 60, null, "pay.example"),
            new DnsMessage.Answer("pay.example", 0, IpAddress.parse("192.0.2.7"), ""));
  }

  @Test
  void noCutOfItParses() {
    byte[] answer = RecordedExchange.named("dns-udp").said(false);
    for (int length = 0; length < answer.length; length++) {
      assertThat(DnsMessage.parse(Arrays.copyOf(answer, length))).as("%d", length).isEmpty();
    }
  }

  @Test
  void ipv6AndNamesWithOddOctets() {
    String answer =
        "0001 8180 0001 0001 0000 0000 03 41 2e 20 00 001c 0001 "
            + "c00c 001c 0001 0000003c 0010 20010db8000000000000000000000007";
    DnsMessage message = DnsMessage.parse(RecordedExchange.hex(answer)).orElseThrow();

    assertThat(message.questionName()).isEqualTo("a\\046\\032");
    assertThat(message.answers())
        .containsExactly(
            new DnsMessage.Answer("a\\046\\032", 60, IpAddress.parse("2001:db8::7"), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "pointer to itself, c01a 0001 0001 0000003c 0004 c0000207",
    "pointer forwards, c020 0001 0001 0000003c 0004 c0000207",
    "pointer into the header, c000 0001 0001 0000003c 0004 c0000207",
    "a label between a loop's ends, 0161 c015 0001 0001 0000003c 0004 c0000207",
    "reserved label type, 4161 00 0001 0001 0000003c 0004 c0000207",
    "address too short, c00c 0001 0001 0000003c 0003 c00002",
    "data cut, c00c 0001 0001 0000003c 0005 c0000207",
    "bytes behind, c00c 0001 0001 0000003c 0004 c0000207 00",
    "alias shorter than its record, c00c 0005 0001 0000003c 0003 c00c 00",
  })
  void brokenAnswersAreNoMessages(String what, String record) {
    byte[] message = RecordedExchange.hex(QUESTION + record);

    assertThat(DnsMessage.parse(message)).as(what).isEmpty();
    Verdict verdict = new Classifier().classify(Flows.udp(new byte[0], message));
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
    assertThat(verdict.protocol()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "reserved bit, 0001 0140 0001 0000 0000 0000 0161 00 0001 0001",
    "unknown opcode, 0001 7900 0001 0000 0000 0000 0161 00 0001 0001",
    "query with a response code, 0001 0103 0001 0000 0000 0000 0161 00 0001 0001",
    "query without a question, 0001 0100 0000 0000 0000 0000",
    "unknown class, 0001 0100 0001 0000 0000 0000 0161 00 0001 1234",
  })
  void almostQueriesAreNotDns(String what, String query) {
    Verdict verdict =
        new Classifier().classify(Flows.udp(RecordedExchange.hex(query), new byte[0]));

    assertThat(verdict.protocol()).as(what).isEmpty();
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void queryAndResponseOverUdp() {
    RecordedExchange exchange = RecordedExchange.named("dns-udp");
    Verdict both = new Classifier().classify(Flows.udp(exchange.said(true), exchange.said(false)));
    Verdict answerFirst =
        new Classifier().classify(Flows.udp(exchange.said(false), exchange.said(true)));

    assertThat(both.protocol()).isEqualTo("dns");
    assertThat(both.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(both.server()).isEqualTo(Verdict.Side.B);
    assertThat(answerFirst.server()).isEqualTo(Verdict.Side.A);
  }
}
