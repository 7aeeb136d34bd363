package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names from the wire that may name a peer, and texts that must not. */
final class HostNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"pay.example.com", "payment", "shop_db_1", "1and1.com", "_dmarc.x-y.de"})
  void hostNamesAreUsed(String name) {
    assertThat(HostNames.asked(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "internet",
        "1.2.3.4",
        "10.0.0.0/8",
        "10",
        "::1",
        "*.evil.com",
        "a b.com",
        "ev\"il.com",
        "x\n- {from: y}.com",
        "${home}.com",
        "-->.com",
        "a..b",
        ".",
        "",
        "\u00ff.com"
      })
  void whatIsNoHostNameIsNot(String name) {
    assertThat(HostNames.asked(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"payment", "internet", "1.2.3.4", "a.b_c"})
  void whatAClientMerelySentNeedsAQualifiedName(String name) {
    assertThat(HostNames.qualified(name)).isFalse();
  }
}
