package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.verify.docker.Aim.Kind;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.EngineProfile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code DockerMatrixIT} saw on real engines, and what it cannot have: other settings. */
class RoutesTest {
  private static final String FILE =
      """
      services:
        web: {networks: [open], ports: ["8080:80", "127.0.0.1:8081:81"]}
        mate: {networks: [open]}
        far: {networks: [other]}
        quiet: {networks: [mute], ports: ["8082:80"]}
        in: {networks: [closed], ports: ["8083:80"]}
        in2: {networks: [closed]}
        one: {networks: [apart]}
        two: {networks: [apart]}
        six: {networks: [open6], ports: ["8084:80"]}
        six2: {networks: [closed6]}
        side: {network_mode: "service:web"}
        own: {network_mode: host}
        lone: {network_mode: none}
        both: {networks: [open, closed]}
      networks:
        open: {}
        other: {}
        mute: {driver_opts: {com.docker.network.bridge.enable_ip_masquerade: "false"}}
        closed: {internal: true}
        apart: {driver_opts: {com.docker.network.bridge.enable_icc: "false"}}
        open6: {enable_ipv6: true}
        closed6: {enable_ipv6: true, internal: true}
      """;

  private static final Deployment DEPLOYMENT =
      DeploymentReader.read("p", List.of(new DeploymentReader.Source("c.yaml", FILE)));

  /** Engine: p docker-proxy, 6 ip6tables, b bridge-nf, f open before; others not. */
  @ParameterizedTest
  @CsvSource({
    "p--b, mate, container web open, 80/tcp, web 80",
    "p--b, far, container web open, 80/tcp, -",
    "p--b, far, gateway other, 8080/tcp, web 80",
    "p--b, far, gateway open, 8080/tcp, web 80",
    "p--b, far, host, 8080/tcp, web 80",
    "p--b, far, host, 8080/udp, host 8080",
    "p--b, far, host, 8081/tcp, host 8081",
    "p--b, host, loopback, 8081/tcp, web 81",
    "p--b, host, host, 8081/tcp, host 8081",
    "---b, far, host, 8080/tcp, -",
    "---b, mate, gateway open, 8080/tcp, web 80",
    "---b, web, gateway open, 8080/tcp, web 80",
    "p--b, quiet, host, 8080/tcp, -",
    "p--b, quiet, gateway mute, 8082/tcp, quiet 80",
    "p--b, in, host, 8080/tcp, -",
    "p--b, in, gateway closed, 22/tcp, host 22",
    "p--b, in, outside, 443/tcp, -",
    "p--b, far, outside, 443/tcp, outside 443",
    "p--b, quiet, outside, 443/tcp, -",
    "p--b, quiet, routed, 443/tcp, routed 443",
    "p--b, outside, host, 8080/tcp, web 80",
    "p--b, outside, host, 8083/tcp, host 8083",
    "p--b, outside, container web open, 80/tcp, -",
    "p--b, routed, container web open, 80/tcp, web 80",
    "p--b, routed, container web open, 81/tcp, web 81",
    "p--b, routed, container web open, 82/tcp, -",
    "p-fb, routed, container web open, 82/tcp, web 82",
    "p-fb, routed, container in closed, 82/tcp, -",
    "p--b, one, container two apart, 80/tcp, -",
    "p---, one, container two apart, 80/tcp, two 80",
    "p--b, in2, container in closed, 80/tcp, in 80",
    "p--b, six, container six2 closed6 v6, 80/tcp, six2 80",
    "p6-b, six, container six2 closed6 v6, 80/tcp, -",
    "p--b, six2, gateway closed6 v6, 8080/tcp, web 80",
    "---b, six2, gateway closed6 v6, 8080/tcp, -",
    "p6-b, six2, gateway closed6 v6, 8080/tcp, web 80",
    "p6-b, six2, gateway closed6 v6, 8084/tcp, -",
    "p--b, web, container web open, 80/tcp, web 80",
    "p--b, one, container one apart, 80/tcp, -",
    "p---, one, container one apart, 80/tcp, one 80",
    "p6-b, six2, container six2 closed6, 80/tcp, six2 80",
    "p6-b, six2, container six2 closed6 v6, 80/tcp, -",
    "p--b, six2, container six2 closed6 v6, 80/tcp, six2 80",
    "p--b, side, container web open, 80/tcp, web 80",
    "p--b, side, container mate open, 80/tcp, mate 80",
    "p--b, mate, container side open, 80/tcp, web 80",
    "p--b, own, container in closed, 80/tcp, in 80",
    "p--b, lone, host, 22/tcp, -",
    "p--b, both, container in closed, 80/tcp, in 80",
    "p--b, both, outside, 443/tcp, outside 443",
    "p--b, host, container in closed, 80/tcp, in 80"
  })
  void whereItGets(String engine, String from, String aim, String port, String expected) {
    EngineFacts facts =
        EngineFacts.of(
            new EngineProfile(
                "20.10.24",
                word(engine, 'p'),
                word(engine, '6'),
                word(engine, 'b'),
                "iptables",
                word(engine, 'f')));
    String got =
        new Routes(DEPLOYMENT, Assumed.most(facts))
            .route(place(from), aim(aim), Port.parse(port))
            .map(arrival -> name(arrival.server()) + " " + arrival.port().number())
            .orElse("-");
    assertThat(got).isEqualTo(expected);
  }

  private static String word(String engine, char letter) {
    return Boolean.toString(engine.indexOf(letter) >= 0);
  }

  private static Place place(String word) {
    return switch (word) {
      case "host" -> Place.HOST;
      case "outside" -> Place.OUTSIDE;
      case "routed" -> Place.ROUTED;
      default -> new Place.Of(word);
    };
  }

  private static String name(Place place) {
    return place instanceof Place.Of of
        ? of.service()
        : place == Place.HOST ? "host" : place == Place.OUTSIDE ? "outside" : "routed";
  }

  private static Aim aim(String text) {
    List<String> words = List.of(text.split(" ", -1));
    boolean ipv6 = words.contains("v6");
    return switch (words.get(0)) {
      case "container" -> Aim.container(words.get(1), "p_" + words.get(2), ipv6);
      case "gateway" -> Aim.gateway("p_" + words.get(1), ipv6);
      case "host" -> Aim.of(Kind.HOST, ipv6);
      case "loopback" -> Aim.of(Kind.LOOPBACK, ipv6);
      case "outside" -> Aim.of(Kind.OUTSIDE, ipv6);
      default -> Aim.of(Kind.ROUTED, ipv6);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'8080:80'            | 8080 80/tcp",
        "'80'                 | 0 80/tcp",
        "'53:53/udp'          | 53 53/udp",
        "'8000-8001:80-81'    | 8000 80/tcp, 8001 81/tcp",
        "'127.0.0.1:80:81'    | 127.0.0.1 80 81/tcp",
        "'127.0.0.1::81'      | 127.0.0.1 0 81/tcp",
        "'[::1]:80:81'        | ::1 80 81/tcp",
        "'${P:-8080}:80'      | 0 80/tcp",
        "'${IP:-::}:8080:80'  | 8080 80/tcp",
        "{target: 80, published: 81, host_ip: 127.0.0.1, protocol: udp} | 127.0.0.1 81 80/udp",
        "{target: 80}         | 0 80/tcp"
      })
  void portsInEveryForm(String text, String expected) {
    String got =
        DeploymentReader.read(
                "p",
                List.of(
                    new DeploymentReader.Source(
                        "c.yaml", "services: {a: {ports: [" + text + "]}}")))
            .service("a")
            .published()
            .stream()
            .map(each -> (each.bound() + " " + each.host() + " " + each.container()).strip())
            .reduce((one, other) -> one + ", " + other)
            .orElse("");
    assertThat(got).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: [a]",
        "{}",
        "services: {a: {networks: [b]}}",
        "services: {a: {extends: {service: b}}}",
        "services: {a: {network_mode: 'service:b'}}",
        "services: {a: {network_mode: 'service:b'}, b: {network_mode: 'service:a'}}",
        "services: {a: {network_mode: 'container:elsewhere'}}",
        "services: {a: {}}\ninclude: [b.yaml]",
        "services: {a: {networks: [b]}}\nnetworks: {b: {driver: overlay}}",
        "services: {a: {networks: [b]}}\nnetworks: {b: {internal: '${X}'}}"
      })
  void whatIsNotModelledIsRefused(String text) {
    assertThatThrownBy(
            () -> DeploymentReader.read("p", List.of(new DeploymentReader.Source("c.yaml", text))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("c.yaml");
  }
}
