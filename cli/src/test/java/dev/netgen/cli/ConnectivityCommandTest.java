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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verb around the list: formats, notes, exit codes. */
final class ConnectivityCommandTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            folder.resolve("all.yaml"),
            """
            {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: a}}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: "b\\u202e|\\u001b[31m"}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: p}
            spec: {podSelector: {matchLabels: {app: a}}, ingress: [{ports: [{port: 80}]}]}
            """);
  }

  @Test
  void everyFormatTellsThePairAndNoNameBreaksOut() throws IOException {
    String text = netgen("connectivity", file).out();
    assertThat(text)
        .contains("default/b\\u202E|\\u001B[31m[Pod] => default/a[Pod] : TCP 80\n")
        .doesNotContain("\u001b", "\u202e");
    JsonNode json = new ObjectMapper().readTree(netgen("connectivity", file, "-f", "json").out());
    assertThat(json).hasSize((int) text.lines().count());
    assertThat(netgen("connectivity", file, "-f", "md").out())
        .contains("b\\\\u202E\\|\\\\u001B")
        .doesNotContain("\u001b", "\u202e");
    assertThat(netgen("connectivity", file, "-f", "dot").out())
        .startsWith("digraph connectivity {\n")
        .contains("-> \"default/a[Pod]\" [label=\"TCP 80\"];")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void theSameManifestsInAnyOrderGiveTheSameBytes() throws IOException {
    Path other =
        Files.writeString(folder.resolve("more.yaml"), Files.readString(file).replace("a", "z"));
    assertThat(netgen("connectivity", file, other).out())
        .isEqualTo(netgen("connectivity", other, file).out())
        .isEqualTo(netgen("connectivity", folder).out());
  }

  @Test
  void aBrokenDocumentIsNamedAndTheRestListed() throws IOException {
    Files.writeString(file, "---\nkind: [\n", java.nio.file.StandardOpenOption.APPEND);
    Invocation run = netgen("connectivity", file);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("default/a[Pod]");
    assertThat(run.err()).contains("not used: not valid YAML").contains("all.yaml line 10");
  }

  @Test
  void hostileKindsAndNamesAreOneLineEach() throws IOException {
    Files.writeString(
        file,
        """
        ---
        {apiVersion: "x/v1", kind: "Kind\\e[2J\\nnote: fake\\u202e", metadata: {name: x}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: "p\\nnote: fake"}, spec: {hostNetwork: true}}
        """,
        java.nio.file.StandardOpenOption.APPEND);
    Invocation run = netgen("connectivity", file);
    assertThat(run.err()).contains("not taken into account: 1 Kind").contains("its node's network");
    assertThat(run.err() + run.out()).doesNotContain("\nnote: fake").doesNotContain("\u001b");
  }

  @Test
  void oneConnectionIsExplained() {
    Invocation run = netgen("connectivity", file, "--explain", "10.0.0.1", "default/a", "81/tcp");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            10.0.0.1 => default/a[Pod] 81/tcp is denied
              ingress of default/a[Pod]: denied, no rule allows it in
                default/p
            """);
    assertThat(netgen("connectivity", file, "--explain", "10.0.0.1", "default/a", "80").out())
        .contains("allowed by\n    default/p rule 1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "default/x, default/a, 80",
    "default/a, default/a, http",
    "default/a, default/a, 70000"
  })
  void aQuestionThatMeansNothingIsRefused(String from, String to, String port) {
    assertThat(netgen("connectivity", file, "--explain", from, to, port).code()).isEqualTo(2);
  }
}
