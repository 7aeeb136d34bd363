package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostsFileTest {
  @ParameterizedTest
  @CsvSource({
    "a.example.com, true",
    "a_b, true",
    "x, true",
    "internet, false",
    "1.2.3.4, false",
    "10, false",
    "a..b, false",
    "a., false",
    "-a, false",
    "a b, false",
    "'', false",
    "*.a, false"
  })
  void namesThatMayNameAMachine(String name, boolean usable) {
    assertThat(HostsFile.usable(name).isPresent()).isEqualTo(usable);
  }
}
