package dev.netgen.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void namesAreSafeAndNeverShared() {
    FileNames names = new FileNames();
    assertThat(names.base("eth0")).isEqualTo("eth0");
    assertThat(names.base("a:b")).isEqualTo("a_b");
    assertThat(names.base("a@b")).isEqualTo("a_b_2");
    assertThat(names.base("a:b")).isEqualTo("a_b");
    assertThat(names.base("..")).doesNotStartWith(".").matches("[A-Za-z0-9._-]+");
  }
}
