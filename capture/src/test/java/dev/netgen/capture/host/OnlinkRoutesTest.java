package dev.netgen.capture.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.netgen.model.net.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as a little-endian kernel prints them. */
class OnlinkRoutesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          br0  000012AC 00000000 0001 0 0 0 0000FFFF 0 0 0, 172.18.0.0/16
          br0  0501F40A 00000000 0005 0 0 0 FFFFFFFF 0 0 0, 10.244.1.5/32
          br0  00000000 010200C0 0003 0 0 0 00000000 0 0 0, ''
          br0  00000000 00000000 0001 0 0 0 00000000 0 0 0, ''
          br0  000012AC 010200C0 0003 0 0 0 0000FFFF 0 0 0, ''
          br0  000012AC 00000000 0201 0 0 0 0000FFFF 0 0 0, ''
          br0  0000FEA9 00000000 0001 0 0 0 0000FFFF 0 0 0, ''
          br00 000012AC 00000000 0001 0 0 0 0000FFFF 0 0 0, ''
          Iface Destination Gateway, ''
          """)
  void v4(String line, String range) {
    assertThat(onLink(KernelRoute.v4(line))).isEqualTo(range);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          fd000000000000000000000000000000 40 0 00000001, fd00::/64
          fd000000000000000000000000000002 80 0 80200001, ''
          fd000000000000000000000000000000 80 0 00100001, ''
          fe800000000000000000000000000000 40 0 00000001, ''
          ff000000000000000000000000000000 08 0 00000001, ''
          00000000000000000000000000000000 00 0 00000001, ''
          fd000000000000000000000000000000 40 1 00000003, ''
          """)
  void v6(String shorthand, String range) {
    List<String> part = Splitter.on(' ').splitToList(shorthand);
    String zero = "0".repeat(31);
    String line =
        part.get(0)
            + " "
            + part.get(1)
            + " "
            + zero
            + "0 00 "
            + zero
            + part.get(2)
            + " 100 1 0 "
            + part.get(3)
            + " br0";
    assertThat(onLink(KernelRoute.v6(line))).isEqualTo(range);
  }

  private static String onLink(Optional<KernelRoute> route) {
    return OnlinkRoutes.of(route.stream(), "br0").stream()
        .map(Cidr::toString)
        .collect(Collectors.joining());
  }

  @Test
  void interfaceNames() {
    assertThat(
            Interfaces.names(
                List.of("Inter-|", " face |", "    lo: 1 2", "eth0:1: 3 4", "br-1a:12 3")))
        .containsExactly("br-1a", "eth0:1", "lo");
  }
}
