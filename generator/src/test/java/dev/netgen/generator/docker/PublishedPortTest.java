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

  @ParameterizedTest
  @CsvSource({
    "80, true",
    "8080:80, true",
    "0.0.0.0:8080-8081:80-81, true",
    "127.0.0.1:8080:80, false",
    "127.0.0.1::80, false",
    "[::1]:8080:80, false",
    "${WHERE}:80, false"
  })
  void whatIsOpenAtAllAddresses(String entry, boolean open) {
    assertThat(PublishedPort.of(new Scalar(entry, false)).isOpen()).isEqualTo(open);
  }

  @Test
  void theLongFormBecomesTheShortOneWhereOldComposeKnowsNoOther() {
    Entry target = Entry.of("target", new Scalar("80", true));
    Entry published = Entry.of("published", new Scalar("8080", true));
    Entry udp = Entry.of("protocol", new Scalar("udp", true));
    Entry here = Entry.of("host_ip", new Scalar("::1", false));
    Mapping plain = Mapping.of(List.of(target, published, udp));
    assertThat(PublishedPort.olden(plain)).isEqualTo(plain);
    assertThat(PublishedPort.olden(Mapping.of(List.of(target, published, udp, here))))
        .isEqualTo(new Scalar("[::1]:8080:80/udp", false));
    assertThat(PublishedPort.olden(Mapping.of(List.of(target, here))))
        .isEqualTo(new Scalar("[::1]::80", false));
    assertThat(
            PublishedPort.olden(
                Mapping.of(List.of(target, Entry.of("published", new Scalar("8080", false))))))
        .isEqualTo(new Scalar("8080:80", false));
    Mapping more =
        Mapping.of(List.of(target, here, Entry.of("app_protocol", new Scalar("http", true))));
    assertThat(PublishedPort.olden(more)).isEqualTo(more);
  }
}
