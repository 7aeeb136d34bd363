package dev.netgen.model.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownRangeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/8",
        "10.244.0.0/24",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "34.118.224.0/20",
        "34.118.0.0/16",
        "10.1.0.5/32",
        "fc00::/7",
        "fd00::/8",
        "fd00:10:244::/56",
        "2001:db8::/32",
        "2600:1900:4000::/64"
      })
  void aPlatformGivesOutOf(String range) {
    assertThat(KnownRange.credible(range)).hasToString(range);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "0.0.0.0/1",
        "10.0.0.0/7",
        "172.16.0.0/11",
        "192.168.0.0/15",
        "100.64.0.0/9",
        "34.0.0.0/8",
        "34.118.0.0/15",
        "::/0",
        "fc00::/6",
        "2000::/3",
        "2001:db8::/31",
        "10.0.0.0",
        "nonsense"
      })
  void aMistakeIs(String range) {
    assertThatThrownBy(() -> KnownRange.credible(range))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
