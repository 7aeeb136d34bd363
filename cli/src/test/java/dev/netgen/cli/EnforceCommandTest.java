package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code netgen enforce} and {@code -t nftables} refuse; nothing here asks a firewall. */
class EnforceCommandTest {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:lab/a", observed: [egress, ingress]}
        - {id: "docker:lab/b", observed: [egress, ingress]}
      links:
        - {from: "docker:lab/a", to: "docker:lab/b", port: 80/tcp, encryption: plaintext}
      """;

  @TempDir private Path directory;

  private Path write(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }

  private Path rules() throws Exception {
    Path graph = write("graph.yaml", GRAPH);
    Path engine =
        write("engine.yaml", "engine: {bridgeNfCallIptables: true, firewallBackend: iptables}\n");
    Path out = directory.resolve("out");
    Invocation made = netgen("generate", graph, "-t", "nftables", "--engine", engine, "-o", out);
    assertThat(made.code()).as(made.err()).isZero();
    return out.resolve("nftables");
  }

  @ParameterizedTest
  @CsvSource({
    "bridgeNfCallIptables: false, no rules can keep the members of a network apart",
    "bridgeNfCallIptables: unknown, nothing tells whether rules can keep",
    "version: 20.10.24, nothing tells whether rules can keep"
  })
  void anEngineThatCannotHoldThemGetsNoRules(String fact, String told) throws Exception {
    Path graph = write("graph.yaml", GRAPH);
    Path engine = write("engine.yaml", "engine: {" + fact + ", firewallBackend: iptables}\n");
    Path out = directory.resolve("out");
    Invocation run = netgen("generate", graph, "-t", "nftables", "--engine", engine, "-o", out);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).hasLineCount(1).contains(told);
    assertThat(out).doesNotExist();
    Invocation none = netgen("generate", graph, "-t", "nftables", "-o", out);
    assertThat(none.code()).isEqualTo(3);
    assertThat(out).doesNotExist();
  }

  @Test
  void aResolverIsAnAddress() throws Exception {
    Path graph = write("graph.yaml", GRAPH);
    Invocation run =
        netgen("generate", graph, "-t", "nftables", "--resolver", "dns.example", "-o", directory);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--resolver");
  }

  @Test
  void rulesMustBeThere() {
    assertThat(netgen("enforce", directory).code()).isEqualTo(3);
    assertThat(netgen("enforce", directory.resolve("none")).code()).isEqualTo(3);
    assertThat(netgen("enforce", directory).err()).contains("no rules are here");
  }

  @Test
  void ofOneProject() throws Exception {
    Path rules = rules();
    Files.copy(rules.resolve("lab.enforce.yaml"), rules.resolve("other.enforce.yaml"));
    Invocation run = netgen("enforce", rules);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("rules of several projects");
  }

  @ParameterizedTest
  @CsvSource({"lab.nft", "lab.check.nft", "lab.ports.nft", "lab.enforce.yaml"})
  void whatNetgenDidNotWriteIsNotLoaded(String name) throws Exception {
    Path rules = rules();
    Files.writeString(rules.resolve(name), "flush ruleset\n");
    Invocation run = netgen("enforce", rules);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).hasLineCount(1).contains(name);
    Files.delete(rules.resolve(name));
    assertThat(netgen("enforce", rules).code()).isEqualTo(3);
  }

  @Test
  void checkAndRemoveExcludeEachOther() {
    assertThat(netgen("enforce", directory, "--check", "--remove").code()).isEqualTo(2);
  }
}
