package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.netgen.model.format.GraphYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recordings of the samples through every verb, against what people wrote down about them. */
@TestInstance(Lifecycle.PER_CLASS)
class SampleTest {
  /** A recording, and the links that its makers say it holds. */
  enum Sample {
    SHOP(Samples.SHOP, "samples/shop/truth.yaml"),
    SHOP_NEXT(Samples.SHOP_NEXT, "samples/shop/truth-next.yaml"),
    SHOP_KUBERNETES(Samples.KUBERNETES, "samples/shop-kubernetes/truth.yaml");

    private final Path recording;
    private final Path truth;

    Sample(Path recording, String truth) {
      this.recording = recording;
      this.truth = Samples.ROOT.resolve(truth);
    }

    private String golden() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".graph.yaml";
    }
  }

  private Path analyzed = Path.of("");

  private Path graph(Sample sample) {
    return analyzed.resolve(sample.name()).resolve("graph.yaml");
  }

  private JsonNode evidence(Sample sample) throws IOException {
    return new ObjectMapper()
        .readTree(graph(sample).resolveSibling("graph.evidence.json").toFile());
  }

  @BeforeAll
  void analyzeAll(@TempDir Path folder) {
    analyzed = folder;
    for (Sample sample : Sample.values()) {
      Invocation run = netgen("analyze", sample.recording, "-o", graph(sample));
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void graphIsTheReviewedOne(Sample sample) throws IOException {
    Golden.check(sample.golden(), Files.readString(graph(sample)));
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void linksAreThoseOfTheTruth(Sample sample) throws IOException {
    assertThat(linkLines(yaml(graph(sample)))).isEqualTo(linkLines(yaml(sample.truth)));
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void credentialsAreNotedWhereTheTruthSaysSo(Sample sample) throws IOException {
    List<String> noted = new ArrayList<>();
    for (JsonNode link : yaml(graph(sample)).path("links")) {
      if (link.path("note").toString().contains("credentials in clear")) {
        noted.add(ends(link));
      }
    }
    List<String> expected = new ArrayList<>();
    for (JsonNode link : yaml(sample.truth).path("links")) {
      if (link.path("credentials").asText().equals("in clear")) {
        expected.add(ends(link));
      }
    }
    assertThat(noted).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void attemptsAreListedAndNoLinks(Sample sample) throws IOException {
    TreeSet<String> sources = new TreeSet<>();
    evidence(sample)
        .path("attempts")
        .forEach(attempt -> sources.add(attempt.path("from").asText()));
    TreeSet<String> expected = new TreeSet<>();
    yaml(sample.truth).path("attempts").forEach(peer -> expected.add(peer.path("from").asText()));
    assertThat(sources).containsAll(expected);
    assertThat(linkLines(yaml(graph(sample))).toString()).doesNotContain("intruder");
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void whatWasNeverRecordedIsNotCalledObserved(Sample sample) throws IOException {
    List<String> unobserved = new ArrayList<>();
    yaml(sample.truth).path("unobserved").forEach(id -> unobserved.add(id.asText()));
    for (JsonNode peer : yaml(graph(sample)).path("peers")) {
      if (unobserved.contains(peer.path("id").asText())) {
        assertThat(peer.has("observed")).as(peer.toString()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void filesFollowTheirPublishedSchemas(Sample sample) throws IOException {
    assertThat(violations("graph.schema.json", yaml(graph(sample)))).isEmpty();
    assertThat(violations("evidence.schema.json", evidence(sample))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void theAccountAddsUp(Sample sample) throws IOException {
    JsonNode account = evidence(sample).path("account");
    long used = 0;
    for (Map.Entry<String, JsonNode> entry : account.properties()) {
      used += entry.getKey().equals("packets read") ? 0 : entry.getValue().asLong();
    }
    assertThat(account.path("packets read").asLong()).isPositive().isEqualTo(used);
  }

  @Test
  void theOrderOfInputsDoesNotMatter(@TempDir Path work) {
    Path one = work.resolve("one/graph.yaml");
    Path other = work.resolve("other/graph.yaml");
    assertThat(netgen("analyze", Samples.SHOP, Samples.KUBERNETES, "-o", one).code()).isZero();
    assertThat(
            netgen(
                    "analyze",
                    Samples.KUBERNETES,
                    Samples.SHOP,
                    Samples.KUBERNETES.resolve("../recording"),
                    "-o",
                    other)
                .code())
        .isZero();
    assertThat(Tree.of(work.resolve("other"))).isEqualTo(Tree.of(work.resolve("one")));
  }

  @Test
  void standardOutputGetsTheBytesOfTheFile() throws IOException {
    assertThat(netgen("analyze", Samples.SHOP).out())
        .isEqualTo(Files.readString(graph(Sample.SHOP)));
  }

  @Test
  void theMainCommandWritesBothKindsOfPoliciesAndTheirProofs(@TempDir Path work) {
    Path out = work.resolve("out");
    Invocation first = netgen("generate", Samples.SHOP, Samples.KUBERNETES, "-o", out);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("kubernetes", "compose");
    Map<String, String> files = Tree.of(out);
    assertThat(files.keySet())
        .contains("graph.yaml", "graph.evidence.json", "compose/networks.netgen.yaml")
        .anyMatch(name -> name.matches("kubernetes/.*backend.*\\.yaml"));
    Invocation second = netgen("generate", Samples.KUBERNETES, Samples.SHOP, "-o", out);
    assertThat(second).isEqualTo(first);
    assertThat(Tree.of(out)).isEqualTo(files);
  }

  @Test
  void theUsersComposeFileIsCompletedAndOverridden(@TempDir Path work) {
    Path compose = Samples.ROOT.resolve("samples/shop/docker-compose.yaml");
    Path out = work.resolve("out");
    Invocation run =
        netgen("generate", graph(Sample.SHOP), "--compose", compose, "-o", out, "-t", "compose");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("compose: 10 of 10 observed links allowed");
    Map<String, String> files = Tree.of(out);
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "",
            "compose",
            "compose/compose.netgen.override.yaml",
            "compose/docker-compose.netgen.yaml");
    assertThat(files.get("compose/compose.netgen.override.yaml")).contains("!override");
    assertThat(files.get("compose/docker-compose.netgen.yaml")).doesNotContain("!override");
  }

  @Test
  void policiesOfTheGraphAreThoseOfTheRecording(@TempDir Path work) {
    Path made = work.resolve("made");
    assertThat(netgen("generate", Samples.SHOP, "-o", made).code()).isZero();
    Path again = work.resolve("again");
    assertThat(netgen("generate", graph(Sample.SHOP), "-o", again).code()).isZero();
    TreeMap<String, String> policies = new TreeMap<>(Tree.of(made));
    policies.remove("graph.yaml");
    policies.remove("graph.evidence.json");
    assertThat(Tree.of(again)).isEqualTo(policies);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "json"})
  void theNextReleaseDiffersInThreeLinks(String format) throws IOException {
    Invocation run = netgen("diff", Samples.SHOP, Samples.SHOP_NEXT, "-f", format);
    assertThat(run.code()).isEqualTo(1);
    Golden.check("shop-to-next." + format, run.out());
    Invocation graphs = netgen("diff", graph(Sample.SHOP), graph(Sample.SHOP_NEXT), "-f", format);
    assertThat(graphs.out()).isEqualTo(run.out());
    assertThat(graphs.err()).isEmpty();
  }

  @Test
  void theThreeDifferencesAreThoseOfTheTruth() throws IOException {
    JsonNode diff =
        new ObjectMapper()
            .readTree(netgen("diff", Samples.SHOP, Samples.SHOP_NEXT, "-f", "json").out());
    assertThat(diff.at("/links/added").findValuesAsText("from"))
        .containsExactly("docker:shop/batch");
    assertThat(diff.at("/links/added").findValuesAsText("to"))
        .containsExactly("docker:shop/rabbitmq");
    assertThat(diff.at("/links/changed")).hasSize(1);
    assertThat(diff.at("/links/changed").toString())
        .contains("docker:shop/backend", "docker:shop/redis", "plaintext", "encrypted");
    assertThat(diff.at("/links/removed").findValuesAsText("from"))
        .containsExactly("docker:shop/batch");
    assertThat(diff.at("/links/removed").findValuesAsText("to"))
        .containsExactly("docker:shop/redis");
    diff.path("peers").forEach(list -> assertThat(list).as(diff.toString()).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void nothingDiffersFromItself(Sample sample) {
    assertThat(netgen("diff", sample.recording, sample.recording).code()).isZero();
    assertThat(netgen("diff", sample.recording, graph(sample)).code()).isZero();
    for (String format : List.of("text", "markdown", "json")) {
      assertThat(netgen("diff", graph(sample), graph(sample), "-f", format).code()).isZero();
    }
  }

  @Test
  void pictureAndText() throws IOException {
    Golden.check("shop.mermaid", netgen("show", Samples.SHOP, "-f", "mermaid").out());
    Golden.check("shop.txt", netgen("show", graph(Sample.SHOP)).out());
    Golden.check(
        "shop-kubernetes.mermaid", netgen("show", Samples.KUBERNETES, "-f", "mermaid").out());
  }

  @Test
  void plantedSecretsAreNowhereButInThePackets(@TempDir Path work) throws IOException {
    List<String> said = new ArrayList<>();
    for (Path recording : List.of(Samples.SHOP, Samples.SHOP_NEXT)) {
      Path out = work.resolve(recording.getFileName().toString());
      said.add(netgen("analyze", recording).toString());
      said.add(netgen("generate", recording, "-o", out, "--proof", out + ".json").toString());
      said.add(
          netgen(
                  "generate",
                  recording,
                  "--compose",
                  Samples.ROOT.resolve("samples/shop/docker-compose.yaml"),
                  "-o",
                  work.resolve("with-" + recording.getFileName()))
              .toString());
      said.add(netgen("show", recording).toString());
      said.add(netgen("show", recording, "-f", "mermaid").toString());
      said.add(netgen("diff", Samples.SHOP, recording, "-f", "markdown").toString());
      Tree.of(recording)
          .forEach((name, text) -> said.add(name.startsWith("packets") ? "" : name + text));
    }
    said.add(Tree.of(work).toString());
    List<String> canaries = Files.readAllLines(Samples.ROOT.resolve("samples/shop/canaries.txt"));
    assertThat(canaries).hasSizeGreaterThanOrEqualTo(5);
    for (String canary : canaries) {
      assertThat(canary).isNotBlank();
      assertThat(said).as("outputs").noneMatch(text -> text.contains(canary));
    }
    assertThat(Tree.of(Samples.SHOP.resolve("packets")).values())
        .as("the canaries are really in the traffic")
        .anyMatch(packets -> canaries.stream().anyMatch(packets::contains));
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }

  private static Set<String> linkLines(JsonNode document) {
    TreeSet<String> lines = new TreeSet<>();
    document
        .path("links")
        .forEach(link -> lines.add(ends(link) + " " + link.path("encryption").asText()));
    return lines;
  }

  private static String ends(JsonNode link) {
    return link.path("from").asText()
        + " -> "
        + link.path("to").asText()
        + " "
        + link.path("port").asText();
  }

  private static List<String> violations(String schema, JsonNode document) throws IOException {
    try (InputStream in = GraphYaml.class.getResourceAsStream(schema)) {
      assertThat(in).as(schema).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text)
          .validate(document.toString(), InputFormat.JSON)
          .stream()
          .map(Object::toString)
          .toList();
    }
  }
}
