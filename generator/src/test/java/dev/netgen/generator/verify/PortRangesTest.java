package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets of ports, written as {@code 80-90/tcp 53/udp}; blank is none. */
class PortRangesTest {
  private static PortRanges set(String text) {
    PortRanges set = PortRanges.NONE;
    for (String word : Splitter.on(' ').omitEmptyStrings().split(text)) {
      int slash = word.indexOf('/');
      String ports = word.substring(0, slash);
      int dash = ports.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? ports : ports.substring(0, dash));
      int last = Integer.parseInt(ports.substring(dash + 1));
      Transport transport = Port.parse("1" + word.substring(slash)).transport();
      set = set.with(PortRanges.span(transport, first, last));
    }
    return set;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // one set | another | either | both | the first alone
        "'' | '' | '' | '' | ''",
        "80/tcp | '' | 80/tcp | '' | 80/tcp",
        "'' | 80/tcp | 80/tcp | '' | ''",
        "80/tcp | 80/tcp | 80/tcp | 80/tcp | ''",
        "80/tcp | 81/tcp | 80-81/tcp | '' | 80/tcp",
        "81/tcp | 80/tcp | 80-81/tcp | '' | 81/tcp",
        "80/tcp | 82/tcp | 80/tcp,82/tcp | '' | 80/tcp",
        "80/tcp | 80/udp | 80/tcp,80/udp | '' | 80/tcp",
        "80/udp | 80/sctp | 80/udp,80/sctp | '' | 80/udp",
        "10-20/tcp | 15-25/tcp | 10-25/tcp | 15-20/tcp | 10-14/tcp",
        "15-25/tcp | 10-20/tcp | 10-25/tcp | 15-20/tcp | 21-25/tcp",
        "10-20/tcp | 20-30/tcp | 10-30/tcp | 20/tcp | 10-19/tcp",
        "20-30/tcp | 10-20/tcp | 10-30/tcp | 20/tcp | 21-30/tcp",
        "10-30/tcp | 15-20/tcp | 10-30/tcp | 15-20/tcp | 10-14/tcp,21-30/tcp",
        "15-20/tcp | 10-30/tcp | 10-30/tcp | 15-20/tcp | ''",
        "10-30/tcp | 10-20/tcp | 10-30/tcp | 10-20/tcp | 21-30/tcp",
        "10-30/tcp | 20-30/tcp | 10-30/tcp | 20-30/tcp | 10-19/tcp",
        "10-30/tcp | 11/tcp 29/tcp | 10-30/tcp | 11/tcp,29/tcp | 10/tcp,12-28/tcp,30/tcp",
        "1-9/tcp 21-29/tcp | 5-25/tcp | 1-29/tcp | 5-9/tcp,21-25/tcp | 1-4/tcp,26-29/tcp",
        "1-65535/tcp | 1-65535/udp | all ports of tcp,all ports of udp | '' | all ports of tcp",
        "1-65535/tcp | 1/tcp | all ports of tcp | 1/tcp | 2-65535/tcp",
        "1-65535/sctp | 65535/sctp | all ports of sctp | 65535/sctp | 1-65534/sctp",
        "1-65535/tcp 1-65535/udp | 1-65535/sctp | all ports | '' |"
            + " all ports of tcp,all ports of udp",
      })
  void setsOfPorts(String one, String other, String either, String both, String alone) {
    assertThat(set(one).with(set(other))).hasToString(either);
    assertThat(set(one).and(set(other))).hasToString(both);
    assertThat(set(other).and(set(one))).hasToString(both);
    assertThat(set(one).without(set(other))).hasToString(alone);
    assertThat(set(one).contains(set(other))).isEqualTo(set(other).without(set(one)).isEmpty());
    assertThat(set(one).with(set(other))).isEqualTo(set(other).with(set(one)));
    assertThat(set(one).with(set(other))).hasSameHashCodeAs(set(other).with(set(one)));
    assertThat(set(alone.startsWith("all") ? "" : alone.replace(',', ' ')).and(set(other)))
        .as("nothing of the other is left")
        .isEqualTo(PortRanges.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "80-90/tcp, 79/tcp, false",
    "80-90/tcp, 80/tcp, true",
    "80-90/tcp, 90/tcp, true",
    "80-90/tcp, 91/tcp, false",
    "80-90/tcp, 85/udp, false",
    "80/tcp 90/tcp 53/udp, 53/udp, true",
    "80/tcp 90/tcp 53/udp, 90/tcp, true",
    "80/tcp 90/tcp 53/udp, 85/tcp, false",
    "1-65535/tcp, 1/udp, false",
    "1-65535/udp, 65535/tcp, false",
    "1-65535/sctp, 65535/sctp, true",
  })
  void onePort(String set, String port, boolean contained) {
    assertThat(set(set).contains(Port.parse(port))).isEqualTo(contained);
    assertThat(set(set).contains(PortRanges.of(Port.parse(port)))).isEqualTo(contained);
  }

  @Test
  void equalSetsAreEqualAndOthersAreNot() {
    assertThat(set("80-81/tcp")).isEqualTo(set("80/tcp 81/tcp")).isNotEqualTo(set("80/tcp"));
    assertThat(set("80/tcp")).isNotEqualTo(set("80/udp")).isNotEqualTo("80/tcp");
    assertThat(set("80/tcp").hashCode()).isNotEqualTo(set("81/tcp").hashCode());
    assertThat(PortRanges.ALL.isEmpty()).isFalse();
    assertThat(PortRanges.NONE.isEmpty()).isTrue();
  }
}
