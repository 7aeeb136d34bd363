package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose files with the rules that are to hold beside them, against a graph. */
final class VerifyRulesTest {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:shop/agent", observed: [egress, ingress], hostNetwork: true}
        - {id: "docker:shop/db", observed: [egress, ingress]}
        - {id: "docker:shop/old"}
        - {id: "docker:shop/web", observed: [egress, ingress]}
        - {id: "outside:internet"}
      links:
        - {from: "docker:shop/agent", to: "docker:shop/db", port: 9187/tcp, encryption: plaintext}
        - {from: "docker:shop/web", to: "docker:shop/db", port: 5432/tcp, encryption: plaintext}
        - {from: "outside:internet", to: "docker:shop/web", port: 443/tcp, encryption: encrypted}
      """;

  private static final String COMPOSE =
      """
      services:
        web: {image: a, ports: ["443:443"]}
        db: {image: b, ports: ["9187:9187"]}
        agent: {image: c, network_mode: host}
        old: {image: d, networks: [alone]}
      networks: {alone: {internal: true}}
      """;

  @TempDir private Path folder;
  private Path graph;
  private Path engine;
  private Path compose;
  private Path rules;

  @BeforeEach
  void generate() throws IOException {
    graph = Files.writeString(folder.resolve("graph.yaml"), GRAPH);
    engine = Files.writeString(folder.resolve("engine.yaml"), engine("true"));
    Path given = Files.writeString(folder.resolve("docker-compose.yaml"), COMPOSE);
    netgen(
        "generate",
        graph,
        "-t",
        "compose,nftables",
        "--compose",
        given,
        "--engine",
        engine,
        "-o",
        folder);
    compose = folder.resolve("compose/docker-compose.netgen.yaml");
    rules = folder.resolve("nftables/shop.nft");
  }

  private static String engine(String bridgeNf) {
    return """
    engine:
      version: 20.10.24
      userlandProxy: true
      ip6tables: false
      bridgeNfCallIptables: BRIDGE_NF
      firewallBackend: iptables
      forwardOpenBefore: false
    """
        .replace("BRIDGE_NF", bridgeNf);
  }

  @Test
  void grantedIsWhatBothLetThrough() {
    Invocation alone = netgen("verify", graph, compose, "--engine", engine);
    assertThat(alone.out()).contains("they share network", "docker:shop/web  ->  docker:shop/db");
    Invocation both = netgen("verify", graph, compose, rules, "--engine", engine);
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.out())
        .contains("compose with nftables: 3 of 3 observed links allowed\n")
        .contains("services of the Docker host  ->  docker:shop/old")
        .containsPattern("docker:shop/agent +->  any outside address +all ports")
        .doesNotContain("they share network")
        .doesNotContain("docker:shop/old  ->  any outside")
        .doesNotContain("docker:shop/web  ->  docker:shop/db");
  }

  @Test
  void whatEitherDeniesIsDenied() throws IOException {
    String text = Files.readString(rules);
    Files.writeString(rules, text.replaceAll("(?m)^.* tcp dport 5432 accept.*\n", ""));
    Invocation run = netgen("verify", graph, compose, rules, "--engine", engine);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("5432/tcp", "no rule lets it through");
    Files.writeString(rules, text);
    Files.writeString(
        compose, Files.readString(compose).replaceAll("(?m)^ +netgen-db-web: null\n", ""));
    Invocation other = netgen("verify", graph, compose, rules, "--engine", engine);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).contains("5432/tcp", "share no network");
  }

  @Test
  void rulesThatDoNotGovernTheseNetworksAreRefused() throws IOException {
    Invocation user =
        netgen("verify", graph, folder.resolve("docker-compose.yaml"), rules, "--engine", engine);
    assertThat(user.code()).isEqualTo(3);
    assertThat(user.err()).contains("the rules do not govern network alone");
    Files.writeString(rules, Files.readString(rules).replaceFirst("\"ng-", "\"ng_"));
    Invocation edited = netgen("verify", graph, compose, rules, "--engine", engine);
    assertThat(edited.code()).isEqualTo(3);
    assertThat(edited.err()).contains("rules for other interfaces");
  }

  @Test
  void anEngineThatLetsNoRulesHoldIsRefused() throws IOException {
    assertThat(netgen("verify", graph, compose, rules).err())
        .contains("nothing tells whether rules hold inside a network of this engine");
    Files.writeString(engine, engine("false"));
    Invocation off = netgen("verify", graph, compose, rules, "--engine", engine);
    assertThat(off.code()).isEqualTo(3);
    assertThat(off.err()).contains("no rules hold inside a network of this engine");
  }

  @Test
  void rulesWantTheirComposeFileAndDescription() {
    assertThat(netgen("verify", graph, rules, "--engine", engine).code()).isEqualTo(2);
    Path check = folder.resolve("nftables/shop.check.nft");
    Invocation run = netgen("verify", graph, compose, check, "--engine", engine);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("check, ports and remove are not judged");
    assertThat(netgen("verify", graph, compose, rules, check).code()).isEqualTo(2);
  }
}
