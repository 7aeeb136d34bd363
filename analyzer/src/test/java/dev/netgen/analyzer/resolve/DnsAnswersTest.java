package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DnsAnswersTest {
  private static List<String> read(byte[] message, int length) {
    return DnsMessage.read(message, 0, length).stream()
        .flatMap(read -> read.answers().stream())
        .map(a -> String.join(" > ", a.names()) + " " + a.address() + " " + a.ttlSeconds())
        .toList();
  }

  private static List<String> read(DnsMessages message) {
    byte[] bytes = message.bytes();
    return read(bytes, bytes.length);
  }

  @Test
  void aliasesLeadBackToTheNameAskedFor() {
    String chain = "www.example.com > mid.example.net > edge.example.net ";
    assertThat(
            read(
                DnsMessages.response("WWW.example.com", 300)
                    .address("edge.example.net", "198.51.100.1")
                    .alias("mid.example.net", "edge.example.net")
                    .alias("www.eXample.com", "MID.example.net")
                    .address("edge.example.net", "2001:db8::1")
                    .edns()))
        .containsExactly(chain + "198.51.100.1 300", chain + "2001:db8::1 300");
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
        .containsExactly("a.example.com > b.example.com 198.51.100.1 1");
  }

  @Test
  void hintsOfServiceBindingsAreAddressesOfTheirTarget() {
    assertThat(
            read(
                DnsMessages.response("a.example.com", 60)
                    .https("a.example.com", 1, "", "198.51.100.1", "2001:db8::1")
                    .https("a.example.com", 2, "b.example.com", "198.51.100.2")))
        .containsExactly(
            "a.example.com 198.51.100.1 60",
            "a.example.com 2001:db8::1 60",
            "a.example.com > b.example.com 198.51.100.2 60");
  }

  @Test
  void inAliasModeTheTargetStandsForTheNameAndHintsMeanNothing() {
    assertThat(
            read(
                DnsMessages.response("a.example.com", 60)
                    .https("a.example.com", 0, "pool.example.net", "203.0.113.9")
                    .https("pool.example.net", 1, "", "198.51.100.2")))
        .containsExactly("a.example.com > pool.example.net 198.51.100.2 60");
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "4, 5", "4, 400", "6, 15", "6, 17"})
  void hintsOfAnotherLengthAreNone(int key, int length) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(new byte[] {0, 1, 0, 0, (byte) key, (byte) (length >> 8), (byte) length});
    data.writeBytes(new byte[Math.min(length, 20)]);
    assertThat(
            read(
                DnsMessages.response("a.example.com", 60)
                    .record("a.example.com", 64, data.toByteArray())
                    .address("a.example.com", "198.51.100.1")))
        .containsExactly("a.example.com 198.51.100.1 60");
  }

  @Test
  void aTruncatedResponseIsBelievedForWhatItHolds() {
    DnsMessages cut =
        DnsMessages.response("a.example.com", 1)
            .flags(0x8380)
            .alias("a.example.com", "b.example.com")
            .address("b.example.com", "198.51.100.1");
    assertThat(read(cut)).containsExactly("a.example.com > b.example.com 198.51.100.1 1");
    assertThat(read(DnsMessages.response("a.example.com", 1).flags(0x8380))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "33152, true, 1", // 0x8180
    "256, true, 0", // a question with an answer
    "33155, true, 0", // no such name
    "33157, false, 0", // refused
    "41344, false, 0", // another opcode
  })
  void whatIsNoSuccessfulResponseGivesNothing(int flags, boolean message, int answers) {
    byte[] bytes =
        DnsMessages.response("a.example.com", 1)
            .flags(flags)
            .address("a.example.com", "10.0.0.1")
            .bytes();
    assertThat(DnsMessage.read(bytes, 0, bytes.length).isPresent()).isEqualTo(message);
    assertThat(read(bytes, bytes.length)).hasSize(answers);
  }

  @ParameterizedTest
  @CsvSource({"12", "13", "14", "255"})
  void aPointerThatLeadsNowhereEnds(int to) {
    byte[] message =
        DnsMessages.response("a.example.com", 1).address("a.example.com", "10.0.0.1").bytes();
    message[12] = (byte) 0xC0;
    message[13] = (byte) to;
    assertThat(read(message, message.length)).isEmpty();
  }

  @Test
  void aNameOf64KilobytesIsNone() {
    byte[] message = Arrays.copyOf(DnsMessages.query(1, "a"), 65_535);
    for (int at = 12; at + 64 < message.length; at += 64) {
      message[at] = 63;
    }
    message[2] = (byte) 0x81;
    assertThat(DnsMessage.read(message, 0, message.length)).isEmpty();
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
