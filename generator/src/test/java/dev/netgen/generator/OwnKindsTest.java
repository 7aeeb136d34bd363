package dev.netgen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.CalicoVerifier;
import dev.netgen.generator.verify.CiliumVerifier;
import dev.netgen.generator.verify.Verifier;
import dev.netgen.model.format.EvidenceJson;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.format.LinkDigest;
import dev.netgen.model.graph.Link;
import dev.netgen.model.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cilium's and Calico's own kinds: golden, valid by the schemas, proved, and proved wrong. */
class OwnKindsTest {
  private static final Path GRAPHS = Path.of("../samples/graphs");

  static Stream<Arguments> sketches() {
    return CrdSchemas.OF.keySet().stream()
        .flatMap(
            target ->
                OwnKindSketches.all().entrySet().stream()
                    .map(each -> Arguments.of(target, each.getKey(), each.getValue().get())));
  }

  static Stream<Arguments> graphs() throws IOException {
    List<Path> graphs;
    try (Stream<Path> all = Files.list(GRAPHS)) {
      graphs = all.filter(Files::isDirectory).sorted().toList();
    }
    return CrdSchemas.OF.keySet().stream()
        .flatMap(target -> graphs.stream().map(graph -> Arguments.of(target, graph)));
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void policiesAreTheExpectedOnes(String target, String name, GraphSketch sketch) {
    TargetResult result = result(target, sketch.request());
    Golden.check(
        target + "-" + name, new Emission(result.files(), result.notes(), result.silent()));
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void sketchesAreValidAndProved(String target, String name, GraphSketch sketch) {
    check(name, target, sketch.request());
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void sampleGraphsAreValidAndProved(String target, Path folder) {
    Path file = folder.resolve("graph.yaml");
    check(
        folder.toString(),
        target,
        new GenerationRequest(
            GraphYaml.read(file), EvidenceJson.read(EvidenceJson.beside(file)), Optional.empty()));
  }

  private static void check(String what, String target, GenerationRequest request) {
    TargetResult result = result(target, request);
    assertThat(result.files()).as(what).isNotEmpty();
    result.files().forEach(file -> CrdSchemas.check(target, file));
    assertThat(result.proof().denied()).as(what).isEmpty();
    assertThat(result.proof().unjudged()).as(what).isEmpty();
    assertThat(result.proof().target()).isEqualTo(target);
  }

  /** What NetworkPolicy allows between workloads is what the own kinds allow. */
  @ParameterizedTest
  @MethodSource("graphs")
  void calicoReachesWhatKubernetesReaches(String target, Path folder) {
    Path file = folder.resolve("graph.yaml");
    GenerationRequest request =
        new GenerationRequest(
            GraphYaml.read(file), EvidenceJson.read(EvidenceJson.beside(file)), Optional.empty());
    if (!target.equals("cilium")) {
      assertThat(result(target, request).proof().reachability())
          .isEqualTo(result("kubernetes", request).proof().reachability());
    }
  }

  @Test
  void randomGraphsHoldInEveryKind() {
    Random random = new Random(17);
    for (int run = 0; run < 25; run++) {
      GraphSketch sketch = random(random);
      for (String target : CrdSchemas.OF.keySet()) {
        check("run " + run, target, sketch.request());
      }
    }
  }

  private static GraphSketch random(Random random) {
    GraphSketch sketch = new GraphSketch();
    List<String> peers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = "k8s:n" + i % 2 + "/Deployment/w" + i;
      sketch.workload(id, "app=w" + i, "tier=t" + i % 3);
      peers.add(id);
    }
    peers.add("node:one");
    peers.add("outside:a.example.com");
    peers.add("outside:203.0.113.0/24");
    sketch.addresses("node:one", "10.0.0.9").addresses("outside:a.example.com", "192.0.2.1");
    List<String> transports = List.of("/tcp", "/udp", "/sctp");
    Set<String> seen = new HashSet<>();
    for (int link = 0; link < 12; link++) {
      String from = peers.get(random.nextInt(peers.size()));
      String to = peers.get(random.nextInt(peers.size()));
      String port = 1 + random.nextInt(3) + transports.get(random.nextInt(3));
      boolean dns = random.nextInt(3) == 0;
      String wanted = dns ? "53/udp" : port;
      boolean inside = from.startsWith("k8s:") || to.startsWith("k8s:");
      if (inside && seen.add(from + to + wanted)) {
        sketch.link(from, to, wanted, dns ? "dns" : "http");
      }
    }
    return sketch;
  }

  /** Whoever drops a rule, or a word of the DNS proxy, is found out. */
  @ParameterizedTest
  @MethodSource("sketches")
  void aRuleThatIsMissingIsFoundOut(String target, String name, GraphSketch sketch)
      throws IOException {
    ImmutableList<GeneratedFile> files = result(target, sketch.request()).files();
    int mutants = 0;
    for (GeneratedFile file : files) {
      for (String direction : List.of("ingress", "egress")) {
        int rules = rules(file, direction).size();
        for (int rule = 0; rule < rules; rule++) {
          JsonNode dropped = rules(file, direction).get(rule);
          if (!dropped.isEmpty() && !isOnlyGranted(dropped)) {
            assertThat(proof(target, sketch, without(files, file, direction, rule)).denied())
                .as(name + " without " + direction + " rule " + rule + " of " + file.path())
                .isNotEmpty();
            mutants++;
          }
        }
      }
    }
    assertThat(mutants).isPositive();
  }

  /** TCP beside UDP to a resolver, which Calico writes as a rule of its own. */
  private static boolean isOnlyGranted(JsonNode rule) {
    return rule.path("protocol").asText().equals("TCP")
        && rule.path("destination").path("ports").toString().equals("[53]");
  }

  private static JsonNode rules(GeneratedFile file, String direction)
      throws JsonProcessingException {
    return new YAMLMapper().readTree(file.content()).path("spec").path(direction);
  }

  private static ImmutableList<GeneratedFile> without(
      List<GeneratedFile> files, GeneratedFile file, String direction, int rule)
      throws JsonProcessingException {
    JsonNode tree = new YAMLMapper().readTree(file.content());
    ArrayNode rules = (ArrayNode) tree.path("spec").path(direction);
    rules.remove(rule);
    if (rules.isEmpty() && file.path().startsWith("cilium/")) {
      rules.addObject();
    }
    return replaced(files, file, new YAMLMapper().writeValueAsString(tree));
  }

  private static ImmutableList<GeneratedFile> replaced(
      List<GeneratedFile> files, GeneratedFile file, String text) {
    ImmutableList.Builder<GeneratedFile> all = ImmutableList.builder();
    for (GeneratedFile each : files) {
      all.add(
          each.equals(file)
              ? new GeneratedFile(each.path(), GeneratedFile.MARKER + "\n" + text)
              : each);
    }
    return all.build();
  }

  private static Proof proof(
      String target, GraphSketch sketch, ImmutableList<GeneratedFile> files) {
    Verifier verifier =
        switch (target) {
          case "cilium" -> new CiliumVerifier();
          case "calico" -> CalicoVerifier.enforced();
          case "calico-staged" -> CalicoVerifier.staged();
          default -> CalicoVerifier.stagedKubernetes();
        };
    return verifier.prove(sketch.request(), files);
  }

  private static TargetResult result(String target, GenerationRequest request) {
    return Generators.all().generate(request, List.of(target)).targets().get(0);
  }

  @Test
  void theyAreMadeOnlyWhenNamed() {
    assertThat(Generators.all().generate(OwnKindSketches.shop().request(), List.of()).targets())
        .extracting(TargetResult::target)
        .containsExactly("kubernetes");
  }

  /** As the digests in the policies of NetworkPolicy, so that one proof explains all. */
  @ParameterizedTest
  @MethodSource("sketches")
  void eachLinkIsNamedWithItsDigest(String target, String name, GraphSketch sketch) {
    StringBuilder text = new StringBuilder();
    result(target, sketch.request()).files().forEach(file -> text.append(file.content()));
    for (Link link : sketch.graph().links().values()) {
      if (!link.from().toString().startsWith("node:")
          && !link.to().toString().contains("Service")) {
        assertThat(text.toString())
            .as(target + " " + name)
            .contains(LinkDigest.of(link) + ": " + link.key());
      }
    }
  }
}
