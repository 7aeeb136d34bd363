package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CaptureArgumentsTest {
  @ParameterizedTest
  @CsvSource({"60s, 60", "5m, 300", "1h, 3600", "2d, 172800"})
  void durations(String text, long seconds) {
    assertThat(new DurationConverter().convert(text).toSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "0s", "-1s", "1.5h", "1x", "1H", "9999999999s"})
  void notDurations(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"500K, 500000", "100M, 100000000", "10G, 10000000000"})
  void sizes(String text, long bytes) {
    assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "0M", "1KB", "-1M"})
  void notSizes(String text) {
    assertThatThrownBy(() -> new SizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "63", "262145", "many", "99999999999"})
  void notSnapLengths(String text) {
    assertThatThrownBy(() -> new SnapLengthConverter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }
}
