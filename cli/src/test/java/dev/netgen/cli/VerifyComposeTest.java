package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose files that people gave, against a graph. */
final class VerifyComposeTest {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:shop/db"}
        - {id: "docker:shop/web"}
        - {id: "outside:internet"}
      links:
        - {from: "docker:shop/web", to: "docker:shop/db", port: 5432/tcp, encryption: plaintext}
        - {from: "outside:internet", to: "docker:shop/web", port: 443/tcp, encryption: encrypted}
      """;

  private static final String COMPOSE =
      """
      services:
        web: {image: a, ports: ["443:443"]}
        db: {image: b, ports: ["5432:5432"]}
      """;

  private static final String OVERRIDE =
      """
      services:
        web: {networks: !override [out, data]}
        db: {networks: !override [data], ports: !reset []}
      networks:
        out: {}
        data: {internal: true}
      """;

  @TempDir private Path folder;
  private Path graph;
  private Path compose;
  private Path override;
  private Path engine;

  @BeforeEach
  void write() throws IOException {
    graph = Files.writeString(folder.resolve("graph.yaml"), GRAPH);
    compose = Files.writeString(folder.resolve("docker-compose.yaml"), COMPOSE);
    override = Files.writeString(folder.resolve("more.yaml"), OVERRIDE);
    engine =
        Files.writeString(
            folder.resolve("engine.yaml"),
            """
            engine:
              version: 20.10.24
              userlandProxy: true
              ip6tables: false
              bridgeNfCallIptables: true
              firewallBackend: iptables
              forwardOpenBefore: false
            """);
  }

  @Test
  void theListIsWholeAndDependsOnTheEngine() {
    Invocation flat = netgen("verify", graph, compose, "--engine", engine);
    assertThat(flat.code()).as(flat.err()).isZero();
    assertThat(flat.out())
        .contains("compose: 2 of 2 observed links allowed\n")
        .contains("they share network default (2)")
        .contains("published, and nobody seen using it (1)")
        .doesNotContain("FORWARD");
    assertThat(netgen("verify", graph, compose).out()).contains("which leaves FORWARD open (2)");
    Invocation both = netgen("verify", graph, compose, override, "--engine", engine, "-f", "md");
    assertThat(both.code()).isZero();
    assertThat(both.out())
        .contains("| docker:shop/web | docker:shop/db | all other ports | they share network data")
        .doesNotContain("nobody seen using it");
  }

  @Test
  void whatIsDeniedFails() throws IOException {
    Files.writeString(override, OVERRIDE.replace("[out, data]", "[out]"));
    Invocation run = netgen("verify", graph, compose, override, "--engine", engine, "-f", "json");
    assertThat(run.code()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/holds").asBoolean()).isFalse();
    assertThat(json.at("/denied/0/reason").asText()).contains("web and db share no network");
  }

  @Test
  void withoutItsTagAnOverrideTakesNoNetworkAway() throws IOException {
    Files.writeString(
        compose, COMPOSE.replace("image:", "networks: [flat], image:") + "networks: {flat: {}}\n");
    Files.writeString(override, OVERRIDE.replace("!override ", ""));
    assertThat(netgen("verify", graph, compose, override, "--engine", engine).out())
        .contains("they share network data, flat (2)");
  }

  /** Compose makes none that no service is on. */
  @Test
  void networksThatNobodyIsOnMayBeOfAnyKind() throws IOException {
    String whole = netgen("verify", graph, compose, override, "--engine", engine).out();
    for (String part :
        new String[] {
          "networks: {default: {driver: macvlan}}",
          "networks: {default: {driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: nat}}}",
          "networks: {swarm: {driver: overlay}, default: {internal: \"${CLOSED}\"}}"
        }) {
      Files.writeString(compose, COMPOSE + part + "\n");
      Invocation run = netgen("verify", graph, compose, override, "--engine", engine);
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo(whole);
    }
  }

  @Test
  void whatIsNotModelledOrMixedIsRefused() throws IOException {
    Path policies =
        Files.writeString(
            folder.resolve("policy.yaml"),
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}}\n");
    assertThat(netgen("verify", graph, compose, policies).code()).isEqualTo(2);
    for (String part :
        new String[] {
          "networks: {default: {driver: macvlan}}",
          "networks: {default: {driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: nat}}}",
          "networks: {default: {internal: \"${CLOSED}\"}}",
          "include: [other.yaml]"
        }) {
      Files.writeString(compose, COMPOSE + part + "\n");
      Invocation run = netgen("verify", graph, compose);
      assertThat(run.code()).as(part).isEqualTo(3);
      assertThat(run.err()).contains("docker-compose.yaml");
    }
    assertThat(netgen("verify", graph, compose, "--engine", folder.resolve("no")).code())
        .isEqualTo(3);
  }
}
