package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DnsAnswersTest {
  private static List<String> read(byte[] message, int length) {
    return DnsAnswers.read(message, 0, length).stream()
        .map(answer -> answer.name() + " " + answer.address() + " " + answer.ttlSeconds())
        .toList();
  }

  private static List<String> read(DnsMessages message) {
    byte[] bytes = message.bytes();
    return read(bytes, bytes.length);
  }

  @Test
  void aliasesLeadBackToTheNameAskedFor() {
    assertThat(
            read(
                DnsMessages.response("WWW.example.com", 300)
                    .address("edge.example.net", "198.51.100.1")
                    .alias("mid.example.net", "edge.example.net")
                    .alias("www.example.com", "mid.example.net")
                    .address("edge.example.net", "2001:db8::1")))
        .containsExactly("www.example.com 198.51.100.1 300", "www.example.com 2001:db8::1 300");
  }

  @Test
  void recordsOfOtherNamesAreNotBelieved() {
    assertThat(
            read(
                DnsMessages.response("www.example.com", 300)
                    .alias("other.example.com", "bank.example.net")
                    .address("bank.example.net", "198.51.100.1")))
        .isEmpty();
  }

  @Test
  void aliasesInACircleEnd() {
    assertThat(
            read(
                DnsMessages.response("a.example.com", 1)
                    .alias("a.example.com", "b.example.com")
                    .alias("b.example.com", "a.example.com")
                    .address("b.example.com", "198.51.100.1")))
        .containsExactly("a.example.com 198.51.100.1 1");
  }

  @Test
  void whatIsNoSuccessfulResponseGivesNothing() {
    byte[] query =
        DnsMessages.response("a.example.com", 1).address("a.example.com", "10.0.0.1").bytes();
    byte[] failed = query.clone();
    query[2] = 1;
    failed[3] |= 3;
    assertThat(read(query, query.length)).isEmpty();
    assertThat(read(failed, failed.length)).isEmpty();
  }

  @Test
  void aPointerToItselfEnds() {
    byte[] message =
        DnsMessages.response("a.example.com", 1).address("a.example.com", "10.0.0.1").bytes();
    message[12] = (byte) 0xC0;
    message[13] = 12;
    assertThat(read(message, message.length)).isEmpty();
  }

  @Test
  void everyCutAndAnyDamageIsSurvived() {
    byte[] whole =
        DnsMessages.response("a.example.com", 1)
            .alias("a.example.com", "b.example.com")
            .address("b.example.com", "198.51.100.1")
            .bytes();
    for (int length = 0; length < whole.length; length++) {
      assertThat(read(whole, length)).isEmpty();
    }
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      assertThat(read(damaged, damaged.length).size()).isLessThan(3);
    }
  }
}
