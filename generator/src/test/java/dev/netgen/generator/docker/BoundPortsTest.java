package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.ServiceAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ports are published at the addresses of the host that were called, where all calls tell them. */
class BoundPortsTest {
  private static final String FILE =
      """
      services:
        web: {image: w, ports: ["8080:80", "127.0.0.1:82:82", {target: 81, published: 8081}]}
        db: {image: d}
        agent: {image: a, network_mode: host}
      """;
  private static final String WEB = "docker:p/web";
  private static final String HOST = "node:docker-host";

  private static GraphSketch sketch() {
    return new GraphSketch()
        .service(WEB)
        .service("docker:p/db")
        .service("docker:p/agent")
        .link(WEB, "docker:p/db", "5432/tcp")
        .link("node:docker-host", WEB, "80/tcp")
        .link("node:docker-host", WEB, "82/tcp")
        .link("docker:p/agent", WEB, "81/tcp");
  }

  private static String notes(GraphSketch sketch, String file) {
    return ComposeTargetTest.emit(sketch.compose(file)).notes().toString();
  }

  @Test
  void whatTheHostAloneUsesIsTold() {
    assertThat(notes(sketch(), FILE))
        .contains(
            "service web: used by the Docker host alone, and open at all its addresses: 80/tcp,"
                + " 81/tcp;");
    assertThat(notes(sketch().link("outside:internet", WEB, "80/tcp"), FILE))
        .contains("addresses: 81/tcp;");
  }

  @Test
  void notWhereANetworkBindsIt() {
    String file =
        FILE
            + "networks: {default: {driver_opts: {com.docker.network.bridge.host_binding_ipv4:"
            + " 127.0.0.2}}}\n";
    assertThat(notes(sketch(), file)).doesNotContain("used by the Docker host alone");
  }

  private static String ports(GraphSketch sketch, String ports) throws IOException {
    sketch.compose("services:\n  web: {image: w, ports: " + ports + "}\n  db: {image: d}\n");
    String file = ComposeTargetTest.emit(sketch).files().get(1).content();
    List<String> left = new ArrayList<>();
    new YAMLMapper()
        .readTree(file)
        .at("/services/web/ports")
        .forEach(port -> left.add(port.isTextual() ? port.asText() : port.toString()));
    return String.join(", ", left);
  }

  private static GraphSketch called(String client, String... addresses) {
    return new GraphSketch()
        .service(WEB)
        .service("docker:p/db")
        .link(WEB, "docker:p/db", "5432/tcp")
        .link(client, WEB, "80/tcp")
        .called(client, WEB, "80/tcp", addresses);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          127.0.0.1 8080/tcp                    | ['8080:80']               | 127.0.0.1:8080:80
          127.0.0.1 8080/tcp                    | ['0.0.0.0:8080:80/tcp']   | 127.0.0.1:8080:80/tcp
          ::1 8080/tcp                          | ['8080:80']               | [::1]:8080:80
          10.0.0.5 8080/tcp, 127.0.0.1 8080/tcp | ['8080:80']               | 10.0.0.5:8080:80, 127.0.0.1:8080:80
          127.0.0.1 32768/tcp                   | ['80']                    | 127.0.0.1::80
          127.0.0.1 9090/tcp                    | ['8080:80', '9090:80']    | 127.0.0.1:9090:80
          127.0.0.1 8080/tcp                    | ['127.0.0.1:8080:80', '10.0.0.5:8080:80'] | 127.0.0.1:8080:80
          127.0.0.1 8080/tcp                    | ['8080-8082:80-82']       | 127.0.0.1:8080:80/tcp
          127.0.0.1 8080/tcp                    | [{target: 80, published: 8080, mode: host}] | 127.0.0.1:8080:80
          127.0.0.1 8081/tcp                    | ['8080:80']               | 8080:80
          127.0.0.1 8080/udp                    | ['8080:80']               | 8080:80
          127.0.0.1 8080/tcp                    | ['[::]:8080:80']          | [::]:8080:80
          """)
  void portsAreBoundWhereTheyWereCalled(String addresses, String ports, String expected)
      throws IOException {
    assertThat(ports(called(HOST, addresses.split(", ", -1)), ports)).isEqualTo(expected);
  }

  @Test
  void portsOfARangeAreBoundTogether() throws IOException {
    GraphSketch sketch =
        called(HOST, "127.0.0.1 8080/tcp")
            .link("outside:internet", WEB, "81/tcp")
            .called("outside:internet", WEB, "81/tcp", "10.0.0.5 8081/tcp");
    assertThat(ports(sketch, "['8080-8081:80-81']"))
        .isEqualTo("10.0.0.5:8080-8081:80-81, 127.0.0.1:8080-8081:80-81");
  }

  static Stream<Arguments> kept() {
    GraphSketch many = called(HOST, "127.0.0.1 8080/tcp");
    IntStream.range(1, 10)
        .forEach(i -> many.called(HOST, WEB, "80/tcp", "10.0.0." + i + " 8080/tcp"));
    return Stream.of(
        Arguments.of("no call tells", new GraphSketch().service(WEB).link(HOST, WEB, "80/tcp")),
        Arguments.of(
            "not every call tells",
            called(HOST, "127.0.0.1 8080/tcp")
                .fact(HOST, WEB, "80/tcp", ServiceAddress.UNSEEN, "1 of 2 conversations")),
        Arguments.of(
            "not every client's calls tell",
            called(HOST, "127.0.0.1 8080/tcp").link("outside:internet", WEB, "80/tcp")),
        Arguments.of(
            "a container called an address of the host",
            called(HOST, "127.0.0.1 8080/tcp")
                .link("docker:p/db", WEB, "80/tcp")
                .called("docker:p/db", WEB, "80/tcp", "172.17.0.1 8080/tcp")),
        Arguments.of("very many addresses", many));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void kept(String name, GraphSketch sketch) throws IOException {
    assertThat(ports(sketch.service("docker:p/db"), "['8080:80', '81:81']"))
        .as(name)
        .isEqualTo("8080:80");
  }

  @Test
  void keptWhereThatIsWished() {
    GraphSketch sketch = called(HOST, "127.0.0.1 8080/tcp").compose(FILE);
    DockerSettings settings = DockerSettings.DEFAULT.withBind(false);
    GenerationRequest request = sketch.request().withDocker(settings);
    assertThat(new ComposeTarget().emit(request).files().toString()).contains("\"8080:80\"");
    assertThat(ComposeTargetTest.emit(sketch).files().toString()).contains("\"127.0.0.1:8080:80\"");
  }

  @Test
  void whatIsBoundIsTold() {
    Emission emission = ComposeTargetTest.emit(called(HOST, "127.0.0.1 8080/tcp").compose(FILE));
    assertThat(emission.notes().toString())
        .contains("bound to the addresses of the host that were called: 80/tcp to 127.0.0.1")
        .doesNotContain("open at all its addresses");
    assertThat(emission.files().toString()).contains("ports: !override");
  }
}
