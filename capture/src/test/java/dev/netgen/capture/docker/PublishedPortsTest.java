package dev.netgen.capture.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netgen.model.net.Port;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host's ports in what the engine says of a container. */
final class PublishedPortsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'80/tcp': [{'HostIp': '0.0.0.0', 'HostPort': '8080'}]} | [8080/tcp]",
        "{'80/tcp': [{'HostPort': '8080'}, {'HostIp': '::', 'HostPort': '8080'}]} | [8080/tcp]",
        "{'53/udp': [{'HostPort': '5353'}], '53/tcp': [{'HostPort': '53'}]} | [53/tcp, 5353/udp]",
        "{'80/tcp': null, '81/tcp': []} | []",
        "{'80/tcp': [{'HostPort': ''}], '81/tcp': [{'HostPort': '8000-8010'}]} | []",
        "{'80/tcp': [{'HostPort': '0'}], '81/icmp': [{'HostPort': '81'}], 'x': [{}]} | []",
        "{'80/tcp': [{'HostPort': '8080 or host 10.0.0.1'}]} | []",
        "{} | []",
      })
  void areThoseThatAreNumbers(String json, String expected) throws Exception {
    TreeSet<Port> ports = new TreeSet<>();
    PublishedPorts.add(new ObjectMapper().readTree(json.replace('\'', '"')), ports);
    assertThat(ports).hasToString(expected);
  }
}
