package dev.netgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextBytesTest {
  private static final int NUMBERS = 20_000;

  private static String written(long number) {
    return new TextBytes().number(number).toString();
  }

  @Test
  void digitsAtEveryBorder() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long number : new long[] {power - 1, power, power + 1, 9 * power, -power}) {
        assertThat(written(number)).isEqualTo(Long.toString(number));
      }
    }
    for (long border : new long[] {Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
      for (long number : new long[] {border - 1, border, border + 1}) {
        assertThat(written(number)).isEqualTo(Long.toString(number));
      }
    }
  }

  @Test
  void digitsOfNumbersDrawn() {
    Random random = new Random(1);
    for (int i = 0; i < NUMBERS; i++) {
      long number = random.nextLong() >>> random.nextInt(64);
      assertThat(written(number)).isEqualTo(Long.toString(number));
    }
  }

  @Test
  void paddedWithZeros() {
    assertThat(new TextBytes().padded(0, 2).padded(7, 9).padded(Integer.MAX_VALUE, 10).toString())
        .isEqualTo("00" + "000000007" + Integer.MAX_VALUE);
  }
}
