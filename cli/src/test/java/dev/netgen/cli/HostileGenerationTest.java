package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Names and labels that want to be something else: whatever a graph says, every file is one
 * document of the expected form, its comments are comments, its name is a name, and the terminal
 * shows lines of printable characters.
 */
class HostileGenerationTest {
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r\n",
          "\u2028",
          "\u2029",
          "\u0085",
          "\t",
          "\u0000",
          "\u001b[31m",
          "\u0007",
          "\u202e",
          "\u200f",
          "\u2066",
          "\ufeff",
          "..",
          "../",
          "/",
          "\\",
          "'",
          "\"",
          "`id`",
          "$(reboot)",
          "${IFS}",
          ";rm -rf /",
          "&& x",
          "| x",
          "> /etc/x",
          "#",
          " # ",
          ": ",
          "- ",
          "---\n",
          "...\n",
          "{{ .x }}",
          "*a",
          "&a",
          "!!python/object",
          "%YAML 1.1\n",
          "kind: Evil",
          "\nkind: Evil\n",
          "a",
          "app",
          "web",
          "\u00e9",
          "\ud83d\ude00",
          "-",
          "0",
          "null",
          "true",
          "~",
          "0x1f",
          "1e3",
          "2001-01-01");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final int ROUNDS = 24;

  @TempDir private Path work = Path.of("");
  private Random random = new Random(0);

  private String hostile() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5) + 1; i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private String quoted() {
    try {
      return JSON.writeValueAsString(hostile());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an id may hold of it, or one time in eight all of it, to be refused. */
  private String inId() {
    String text = hostile();
    String safe =
        text.codePoints()
            .filter(c -> c > ' ' && c < 127 && "\"\\'`#/".indexOf(c) < 0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return random.nextInt(8) == 0 ? text : "x" + safe;
  }

  private static String json(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(Path graph, String outside, String node) throws IOException {
    String peers =
        """
        apiVersion: netgen/v1
        kind: CommunicationGraph
        peers:
          - {id: "k8s:shop/Deployment/a", labels: {app: a, %s: %s}, observed: [egress, ingress], ports: {%s: 80/tcp}, why: %s}
          - {id: "k8s:shop/Deployment/b", labels: {app: b, %s: %s}, observed: [egress, ingress], why: %s}
          - {id: "k8s:shop/Deployment/c", labels: {app: a, %s: %s}, observed: [egress]}
          - {id: %s, why: %s}
          - {id: %s}
        links:
          - {from: "k8s:shop/Deployment/a", to: %s, port: 443/tcp, speaks: %s, encryption: encrypted}
          - {from: "k8s:shop/Deployment/b", to: "k8s:shop/Deployment/a", port: 80/tcp, speaks: [%s], encryption: opaque}
          - {from: %s, to: "k8s:shop/Deployment/b", port: 81/tcp, encryption: opaque}
        """;
    Files.writeString(
        graph,
        peers.formatted(
            quoted(),
            quoted(),
            quoted(),
            quoted(),
            quoted(),
            quoted(),
            quoted(),
            quoted(),
            quoted(),
            json(outside),
            quoted(),
            json(node),
            json(outside),
            quoted(),
            quoted(),
            json(node)),
        UTF_8);
    Files.writeString(
        graph.resolveSibling("graph.evidence.json"),
        """
        {"apiVersion": "netgen/v1", "kind": "GraphEvidence", "links": [], "attempts": [],
         "addresses": {%s: ["192.0.2.1"], %s: ["192.0.2.2", "2001:db8::2"]},
         "account": {}, "notes": {}}
        """
            .formatted(json(outside), json(node)),
        UTF_8);
  }

  @Test
  void nothingBreaksOut() throws IOException {
    int written = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      random = new Random(seed);
      Path folder = Files.createDirectories(work.resolve("round-" + seed));
      Path graph = folder.resolve("graph.yaml");
      write(graph, "outside:" + inId(), "node:" + inId());
      Path out = folder.resolve("out");
      Path proof = folder.resolve("proof.json");
      Invocation run =
          netgen(
              "generate", graph, "-o", out, "--kustomize", "--proof", proof, "--enforcer", "aws");
      assertPrintable(run.out() + run.err());
      if (run.code() == 3) {
        assertThat(run.err().lines()).as("seed " + seed).hasSize(1);
        assertThat(Files.exists(out)).isFalse();
        continue;
      }
      assertThat(run.code()).as("seed %s: %s", seed, run.err()).isLessThanOrEqualTo(1);
      assertThat(JSON.readTree(proof.toFile()).path(0).path("target").asText())
          .isEqualTo("kubernetes");
      assertPrintable(Files.readString(proof, UTF_8));
      if (Files.exists(out)) {
        written++;
        Map<String, String> files = Tree.of(out);
        files.forEach((name, text) -> assertFile(name, text));
        assertStream(netgen("generate", graph, "-o", "-", "--enforcer", "aws"), files);
      }
    }
    assertThat(written).as("rounds that were not refused").isGreaterThan(ROUNDS / 2);
  }

  private static void assertPrintable(String text) {
    assertThat(text)
        .as("printable")
        .matches(
            shown ->
                shown
                    .codePoints()
                    .allMatch(
                        c ->
                            c == '\n'
                                || (Character.getType(c) != Character.CONTROL
                                    && Character.getType(c) != Character.FORMAT
                                    && Character.getType(c) != Character.LINE_SEPARATOR
                                    && Character.getType(c) != Character.PARAGRAPH_SEPARATOR)));
  }

  private static void assertFile(String name, String text) {
    if (text.isEmpty()) {
      return;
    }
    assertThat(name).matches("kubernetes/(shop/[-a-z0-9.]+|kustomization)\\.yaml");
    assertThat(text).matches("[ -~\\n]*");
    List<Object> documents = documents(text);
    assertThat(documents).hasSize(1);
    Map<?, ?> document = (Map<?, ?>) documents.get(0);
    boolean policy = !name.endsWith("kustomization.yaml");
    assertThat(document.get("kind")).isEqualTo(policy ? "NetworkPolicy" : "Component");
    assertThat(document.keySet().stream().map(Object::toString))
        .isSubsetOf("apiVersion", "kind", "metadata", "spec", "resources");
    String bare =
        text.lines()
            .filter(line -> !line.strip().startsWith("#"))
            .collect(Collectors.joining("\n"));
    assertThat(bare).as("no comment at a line's end").doesNotContain(" #");
    assertThat(documents(bare)).as("comments say nothing").isEqualTo(documents);
  }

  private static void assertStream(Invocation run, Map<String, String> files) {
    List<Object> expected = new ArrayList<>();
    files.forEach(
        (name, text) -> {
          if (!text.isEmpty() && !name.endsWith("kustomization.yaml")) {
            expected.addAll(documents(text));
          }
        });
    assertThat(documents(run.out())).isEqualTo(expected);
    assertPrintable(run.err());
  }

  private static List<Object> documents(String text) {
    List<Object> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(documents::add);
    return documents;
  }
}
