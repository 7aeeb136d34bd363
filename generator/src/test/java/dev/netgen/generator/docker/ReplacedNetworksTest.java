package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.model.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What goes with the networks of a file, and what goes along to those in their place. */
class ReplacedNetworksTest {
  private static final String FILE =
      """
      name: p
      services:
        web:
          image: w
          networks: [edge, inner]
          ports: ["80:80"]
          labels: {traefik.docker.network: p_edge, other: p_edge2}
        api:
          image: a
          networks: {edge: {ipv4_address: 172.28.0.9}}
          environment: ["SELF=http://172.28.0.9:80/", "NOT=172.28.0.90"]
        db: {image: d, networks: [inner]}
        lone: {image: l, network_mode: none}
      networks:
        edge:
          labels: {team: web}
          driver_opts:
            com.docker.network.driver.mtu: 1400
            com.docker.network.bridge.host_binding_ipv4: "127.0.0.1"
            com.docker.network.container_iface_prefix: ext
        inner: {internal: true, driver_opts: {com.docker.network.bridge.enable_icc: "false"}}
      """;

  private static GraphSketch sketch() {
    return new GraphSketch()
        .service("docker:p/web")
        .service("docker:p/api")
        .service("docker:p/db")
        .service("docker:p/lone")
        .link("node:docker-host", "docker:p/web", "80/tcp")
        .link("docker:p/web", "docker:p/api", "8080/tcp");
  }

  private static Emission emit(String file) {
    return ComposeTargetTest.emit(sketch().compose(file));
  }

  @Test
  void bindingAndLengthOfPacketsGoAlong() {
    String text = emit(FILE).files().get(1).content();
    String out = text.substring(text.indexOf("\n  netgen-out-web:\n"));
    assertThat(out)
        .contains("com.docker.network.bridge.host_binding_ipv4: \"127.0.0.1\"")
        .contains("com.docker.network.driver.mtu: \"1400\"");
    String shared = text.substring(text.indexOf("\n  netgen-api-web:\n"), text.indexOf(out));
    assertThat(shared)
        .contains("com.docker.network.driver.mtu: \"1400\"")
        .doesNotContain("host_binding_ipv4");
    assertThat(text.substring(text.indexOf("  netgen-only-db:\n"), text.indexOf(out)))
        .doesNotContain("mtu");
  }

  @Test
  void whatElseGoesIsTold() {
    assertThat(emit(FILE).notes().toString())
        .contains(
            "network edge goes, and with it its com.docker.network.container_iface_prefix, labels")
        .contains("service web is told of p_edge by its labels, command or environment")
        .contains("service api is told of 172.28.0.9 by its labels, command or environment")
        .contains("service api loses edge.ipv4_address")
        .contains("service lone has no network and keeps none")
        .doesNotContain("service db is told", "network inner goes");
  }

  @Test
  void theNameIsLeftToTheCommandAs129DoesNotKnowIt() {
    String text = emit(FILE).files().get(1).content();
    assertThat(text).contains("docker-compose -p p ").doesNotContain("\nname:");
    assertThat(emit(FILE).files().get(0).content()).contains("docker compose -p p ");
  }

  /** A setting of the user's stays; it is told only where it lets the service forward. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {net.ipv4.ip_forward: 0}           | false
          {net.ipv4.ip_forward: "0"}         | false
          [net.ipv4.ip_forward=0]            | false
          {net.ipv4.ip_forward: 1}           | true
          [net.ipv4.ip_forward=1]            | true
          ["net.ipv4.ip_forward=${F}"]       | true
          """)
  void forwardingThatIsOffIsNoNews(String sysctls, boolean told) {
    Emission made = emit(FILE.replace("image: w\n", "image: w\n    sysctls: " + sysctls + "\n"));
    assertThat(made.notes().toString().contains("service web keeps its own net.ipv4.ip_forward"))
        .isEqualTo(told);
    assertThat(made.files().get(1).content()).contains("net.ipv4.ip_forward");
  }

  /** Who was not observed keeps whom it met, and on that network nobody meets. */
  @Test
  void membersWhoWereKeptApartDoNotMeetNow() {
    String text =
        ComposeTargetTest.emit(sketch().observed("docker:p/db").compose(FILE))
            .files()
            .get(1)
            .content();
    assertThat(text).contains("  netgen-only-db:\n").doesNotContain("netgen-db-web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"db.old:172.28.0.9\"]", "[\"db.old=172.28.0.9\"]", "{x: 172.28.0.9}"})
  void anAddressInTheHostsFileThatGoesIsRefused(String hosts) {
    String file = FILE.replace("image: w\n", "image: w\n    extra_hosts: " + hosts + "\n");
    assertThatThrownBy(() -> emit(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(
            "service web has the address of service api in extra_hosts, and addresses change:"
                + " docker:p/web -> docker:p/api 8080/tcp: compose.yaml line 5; ");
    String nobody = FILE.replace("image: d", "image: d, extra_hosts: " + hosts);
    assertThat(emit(nobody).files()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a\\nb", "a\\\"b", "a$b", "a`b", "a:b", "a/b", "a\\u202eb", "", "a#b"})
  void aNameComposeWouldRefuseIsRefused(String name) {
    String file = FILE.replace("  db: {image: d, ", "  \"" + name + "\": {image: d, ");
    assertThatThrownBy(() -> emit(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not a name Compose would accept for a service: compose.yaml line")
        .hasMessageMatching("[ -~]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "_y", ".z", "--", "Db"})
  void aNameComposeAcceptsIsAccepted(String name) {
    Emission emission =
        ComposeTargetTest.emit(
            sketch()
                .service("docker:p/" + name)
                .link("docker:p/" + name, "docker:p/db", "1/tcp")
                .compose(FILE.replace("  db: {", "  \"" + name + "\": {image: x}\n  db: {")));
    Map<String, Object> read =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(emission.files().get(1).content());
    assertThat(read.get("networks").toString()).contains("netgen-" + name + "-db");
  }

  @Test
  void aLongKeyStaysReadable() {
    String key = "\u05d0".repeat(300);
    String file = FILE.replace("other:", "\"" + key + "\":");
    String text = emit(file).files().get(1).content();
    Map<String, Map<String, Map<String, Object>>> read =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    assertThat(read.get("services").get("web").get("labels").toString()).contains(key);
  }

  /** An engine knows every name with the network's behind it as well. */
  @Test
  void namesWithTheNetworksGoAlongWhereTheyWereSaid() {
    GraphSketch said =
        sketch()
            .fact("docker:p/web", "docker:p/api", "8080/tcp", "http.host", "API.p_edge:8080", "api")
            .fact("docker:p/web", "docker:p/api", "8080/tcp", "tls.sni", "x.other", "a\"b.p_edge");
    Emission emission = ComposeTargetTest.emit(said.compose(FILE));
    assertThat(emission.files())
        .allMatch(file -> file.content().contains("aliases:\n") && has(file.content()));
    assertThat(emission.notes().toString())
        .contains("names with a network's name in them were used and go along as aliases:")
        .contains(" api.p_edge");
    assertThat(emit(FILE).files()).noneMatch(file -> has(file.content()));
  }

  private static boolean has(String text) {
    return text.contains("- \"api.p_edge\"\n")
        && !text.contains("x.other")
        && !text.contains("a\\\"b");
  }
}
