package dev.netgen.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Port;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is let through where calls of published ports reach the host. */
final class PublishedCallsTest {
  @ParameterizedTest
  @CsvSource({
    "'', 8080/tcp, tcp port 8080",
    "'', 53/udp 53/tcp 8080/tcp, tcp port 53 or udp port 53 or tcp port 8080",
    "not host 10.0.0.1 or arp, 80/sctp, (not host 10.0.0.1 or arp) and (sctp port 80)",
  })
  void nothingButPublishedPorts(String other, String ports, String filter) {
    assertThat(
            PublishedCalls.filter(
                other,
                Stream.of(ports.split(" ", -1))
                    .map(Port::parse)
                    .collect(ImmutableSortedSet.toImmutableSortedSet(Port::compareTo))))
        .isEqualTo(filter);
  }
}
