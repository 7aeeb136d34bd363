package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixTest {
  private final PrefixPool pool = new PrefixPool(1 << 20);
  private final Prefix prefix = new Prefix(pool);

  private void put(long offset, String text) {
    byte[] bytes = ("##" + text).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    prefix.put(offset, bytes, 2, bytes.length - 2);
  }

  private String text() {
    return new String(bytes(prefix), java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  void inOrder() {
    put(0, "abc");
    put(3, "def");
    assertThat(text()).isEqualTo("abcdef");
  }

  @Test
  void outOfOrderWaitsForTheHole() {
    put(6, "gh");
    put(3, "def");
    assertThat(text()).isEmpty();
    put(0, "abc");
    assertThat(text()).isEqualTo("abcdefgh");
  }

  @Test
  void retransmissionChangesNothing() {
    put(0, "abc");
    put(0, "XYZ");
    put(1, "YZde");
    assertThat(text()).isEqualTo("abcde");
  }

  @Test
  void firstBytesStayWhereSegmentsOverlapBehindAHole() {
    put(4, "ef");
    put(3, "XXXXX");
    put(0, "abc");
    assertThat(text()).isEqualTo("abcXefXX");
  }

  @Test
  void moreHolesThanRememberedAreForgottenNotMixedUp() {
    for (int i = 9; i > 0; i--) {
      put(2L * i, String.valueOf((char) ('a' + 2 * i)));
    }
    put(0, "ab");
    assertThat(text()).isEqualTo("abc");
    put(3, "defghijklmnopqrstuvwxyz");
    assertThat(text()).isEqualTo("abcdefghijklmnopqrstuvwxyz");
  }

  @Test
  void farOffsetsAndTheEndOfTheBound() {
    put(1L << 32, "x");
    put(Prefix.USUAL, "x");
    assertThat(text()).isEmpty();
    byte[] large = new byte[Prefix.LONGEST + 10];
    prefix.put(0, large, 0, large.length);
    assertThat(prefix.length()).isEqualTo(Prefix.USUAL);
    assertThat(prefix.full()).isTrue();
  }

  @Test
  void anyOrderOfAnySegmentsGivesAPrefixOfTheStream() {
    Random random = new Random(3);
    byte[] stream = new byte[Prefix.USUAL];
    random.nextBytes(stream);
    for (int round = 0; round < 300; round++) {
      prefix.clear();
      int size = 1 + random.nextInt(round % 3 == 0 ? 8000 : 60);
      for (int i = 0; i < 60; i++) {
        int from = random.nextInt(size);
        prefix.put(from, stream, from, Math.min(1 + random.nextInt(size), size - from));
      }
      assertThat(bytes(prefix)).isEqualTo(java.util.Arrays.copyOf(stream, prefix.length()));
      prefix.put(0, stream, 0, size);
      assertThat(prefix.length()).isEqualTo(size);
      assertThat(bytes(prefix)).isEqualTo(java.util.Arrays.copyOf(stream, size));
    }
  }

  @Test
  void budgetIsKeptAndGivenBack() {
    PrefixPool small = new PrefixPool(1024);
    Prefix one = new Prefix(small);
    Prefix two = new Prefix(small);
    byte[] bytes = new byte[512];
    one.put(0, bytes, 0, 512);
    two.put(0, bytes, 0, 512);
    one.put(512, bytes, 0, 1);
    assertThat(one.length()).isEqualTo(512);
    assertThat(small.refused()).isEqualTo(1);
    one.clear();
    two.clear();
    one.put(0, bytes, 0, 10);
    assertThat(one.length()).isEqualTo(10);
  }

  /** TLS records of this type until so many bytes are there. */
  private static byte[] records(int preamble, int type, int total) {
    byte[] bytes = new byte[total];
    for (int at = preamble; at + 5 < total; at += 1005) {
      bytes[at] = (byte) (at < preamble + 2000 ? 22 : type);
      bytes[at + 1] = 3;
      bytes[at + 2] = 3;
      bytes[at + 3] = 1000 >> 8;
      bytes[at + 4] = (byte) 1000;
      bytes[at + 5] = 2;
    }
    return bytes;
  }

  private int kept(byte[] stream) {
    prefix.clear();
    for (int at = 0; at < stream.length; at += 1460) {
      prefix.put(at, stream, at, Math.min(1460, stream.length - at));
    }
    assertThat(bytes(prefix)).isEqualTo(java.util.Arrays.copyOf(stream, prefix.length()));
    return prefix.length();
  }

  @Test
  void growsWhileAHandshakeIsUnfinished() {
    assertThat(kept(records(0, 22, 40_000))).isEqualTo(Prefix.LONGEST);
    assertThat(kept(records(300, 22, 40_000))).as("after a preamble").isEqualTo(Prefix.LONGEST);
    assertThat(kept(records(0, 23, 40_000))).as("data seen").isEqualTo(Prefix.USUAL);
    assertThat(kept(records(5000, 22, 40_000))).as("late hello").isEqualTo(Prefix.USUAL);
    assertThat(kept(new byte[40_000])).isEqualTo(Prefix.USUAL);
    assertThat(kept(records(0, 22, 20_000))).as("a certificate").isEqualTo(20_000);
  }

  @Test
  void beginningMovesWhenEarlierBytesTurnUp() {
    put(0, "def");
    prefix.shift(3);
    assertThat(text()).isEmpty();
    put(0, "abc");
    assertThat(text()).isEqualTo("abcdef");
    prefix.shift(Prefix.USUAL);
    assertThat(prefix.length()).isZero();
  }

  private static byte[] bytes(Prefix prefix) {
    return java.util.Arrays.copyOf(prefix.data(), prefix.length());
  }
}
