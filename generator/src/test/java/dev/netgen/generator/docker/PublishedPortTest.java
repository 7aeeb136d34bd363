package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.model.net.Port;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedPortTest {
  @ParameterizedTest(name = "{0} used on {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          80                        | 80/tcp         | 80
          80                        | 81/tcp         | ''
          80                        | 80/udp         | ''
          8080:80                   | 80/tcp         | 8080:80
          8080:80                   | 8080/tcp       | ''
          53:53/udp                 | 53/udp         | 53:53/udp
          53:53/UDP                 | 53/udp         | 53:53/UDP
          53:53/udp                 | 53/tcp         | ''
          127.0.0.1:8080:80         | 80/tcp         | 127.0.0.1:8080:80
          [::1]:8080:80             | 80/tcp         | [::1]:8080:80
          127.0.0.1::80             | 80/tcp         | 127.0.0.1::80
          ${PORT}:80                | 80/tcp         | ${PORT}:80
          8000-8010:80              | 80/tcp         | 8000-8010:80
          3000-3002                 | 3001/tcp       | 3001/tcp
          3000-3002                 | 3000/tcp 3001/tcp 3002/tcp | 3000-3002
          4000-4002:3000-3002       | 3001/tcp 9/tcp | 4001:3001/tcp
          127.0.0.1:4000-4002:3000-3002/udp | 3002/udp 3000/udp | 127.0.0.1:4000:3000/udp 127.0.0.1:4002:3002/udp
          127.0.0.1::3000-3002      | 3001/tcp       | 127.0.0.1::3001/tcp
          """)
  void whatIsUsedStays(String entry, String used, String expected) {
    List<Port> ports = Stream.of(used.split(" ", -1)).map(Port::parse).toList();
    String left =
        PublishedPort.of(new Scalar(entry, false)).limitedTo(ports).stream()
            .map(item -> ((Scalar) item).text())
            .collect(Collectors.joining(" "));
    assertThat(left).isEqualTo(expected);
  }

  @Test
  void theLongFormStaysOrGoesAsAWhole() {
    Mapping entry =
        Mapping.of(
            List.of(
                Entry.of("target", new Scalar("53", true)),
                Entry.of("published", new Scalar("5353", true)),
                Entry.of("protocol", new Scalar("udp", true))));
    PublishedPort port = PublishedPort.of(entry);
    assertThat(port.limitedTo(List.of(Port.parse("53/udp")))).containsExactly(entry);
    assertThat(port.limitedTo(List.of(Port.parse("53/tcp")))).isEmpty();
    assertThat(port.words()).isEqualTo("53/udp");
  }
}
