package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The sample's graph, recorded in staging, for the production cluster of its own manifests. */
@TestInstance(Lifecycle.PER_CLASS)
class OtherClusterTest {
  private static final String HEAD = "apiVersion: netgen/v1\nkind: NetgenDecisions\n";
  private static final String RENAMED =
      HEAD + "namespaces:\n  - {from: shop, to: shop-prod, reason: production has a suffix}\n";

  private Path graph = Path.of("");

  @BeforeAll
  void analyze(@TempDir Path folder) {
    graph = folder.resolve("staging.yaml");
    assertThat(netgen("analyze", Samples.KUBERNETES, "-o", graph).code()).isZero();
  }

  /** Manifests as production has them: another namespace, labels and a port of its own. */
  private static List<Object> production(Path folder, UnaryOperator<String> change)
      throws IOException {
    List<Object> arguments = new ArrayList<>();
    try (Stream<Path> files =
        Files.list(Samples.ROOT.resolve("samples/shop-kubernetes/manifests"))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String text =
            Files.readString(file)
                .replace("namespace: shop\n", "namespace: shop-prod\n")
                .replace("part-of: shop\n", "part-of: shop-prod\n")
                .replace("containerPort: 8080", "containerPort: 9080")
                .replace("targetPort: 8080", "targetPort: 9080");
        arguments.add("--inventory");
        arguments.add(Files.writeString(folder.resolve(file.getFileName()), change.apply(text)));
      }
    }
    return arguments;
  }

  private Invocation generate(Path out, List<Object> inventories, Object... more) {
    List<Object> words = new ArrayList<>(List.of("generate", graph, "-o", out));
    words.addAll(inventories);
    words.addAll(List.of(more));
    return netgen(words.toArray());
  }

  @Test
  void policiesAreForTheOtherCluster(@TempDir Path work) throws IOException {
    Path decisions = Files.writeString(work.resolve("netgen.yaml"), RENAMED);
    Path out = work.resolve("out");
    List<Object> production = production(work, text -> text);
    Invocation run = generate(out, production, "--decisions", decisions);
    assertThat(run.code()).as(run.toString()).isZero();
    assertThat(run.out()).contains("14 of 14 observed links allowed");
    Golden.check("shop-production.graph.yaml", Files.readString(out.resolve("graph.yaml")));
    Golden.check(
        "shop-production.backend.yaml",
        Files.readString(out.resolve("kubernetes/shop-prod/deployment-backend.yaml")));
    Map<String, String> files = Tree.of(out);
    assertThat(files.keySet()).noneMatch(name -> name.startsWith("kubernetes/shop/"));
    assertThat(files.values()).noneMatch(text -> text.contains("canary-"));
    Invocation again = generate(work.resolve("again"), production, "--decisions", decisions);
    assertThat(again.out()).isEqualTo(run.out());
    assertThat(Tree.of(work.resolve("again"))).isEqualTo(files);
  }

  @Test
  void everyPeerThatIsNotFoundIsNamedAndNothingIsWritten(@TempDir Path work) throws IOException {
    Path out = work.resolve("out");
    Invocation run = generate(out, production(work, text -> text));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().toList()).hasSize(8);
    assertThat(run.err().lines().limit(7))
        .allMatch(line -> line.startsWith("unbound: k8s:shop/"))
        .allMatch(line -> line.contains("map its namespace by namespaces in netgen.yaml"));
    assertThat(run.err()).endsWith("7 peers or ports are not found in the other cluster\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void aWorkloadOfAnotherKindIsForAPersonToBind(@TempDir Path work) throws IOException {
    Path decisions = Files.writeString(work.resolve("netgen.yaml"), RENAMED);
    List<Object> production =
        production(
            work,
            text ->
                text.contains("name: redis")
                    ? text.replace("kind: Deployment", "kind: StatefulSet")
                    : text);
    Invocation run = generate(work.resolve("out"), production, "--decisions", decisions);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "unbound: k8s:shop/Deployment/redis: is not in the inventory, though"
                + " k8s:shop-prod/StatefulSet/redis is");
    Files.writeString(
        decisions,
        RENAMED
            + "peers:\n  - {from: 'k8s:shop/Deployment/redis', to: 'k8s:shop-prod/StatefulSet/redis',"
            + " reason: keeps its data}\n");
    Path out = work.resolve("bound");
    assertThat(generate(out, production, "--decisions", decisions).code()).isZero();
    assertThat(Files.readString(out.resolve("kubernetes/shop-prod/statefulset-redis.yaml")))
        .contains("# decided: was k8s:shop/Deployment/redis; netgen.yaml: keeps its data");
  }

  @Test
  void workloadsThatNoLabelSeparatesAreTold(@TempDir Path work) throws IOException {
    Path decisions = Files.writeString(work.resolve("netgen.yaml"), RENAMED);
    List<Object> production = production(work, text -> text);
    Path twin = work.resolve("twin.yaml");
    Files.writeString(
        twin,
        Files.readString(work.resolve("shop-redis.yaml"))
            .replaceFirst("name: redis", "name: twin"));
    production.addAll(List.of("--inventory", twin));
    Invocation run = generate(work.resolve("out"), production, "--decisions", decisions);
    assertThat(run.err())
        .contains(
            "no stable label separates k8s:shop-prod/Deployment/redis from"
                + " k8s:shop-prod/Deployment/twin");
  }

  @Test
  void whatIsImpossibleIsRefused(@TempDir Path work) throws IOException {
    Path decisions = Files.writeString(work.resolve("netgen.yaml"), RENAMED);
    Invocation alone = netgen("generate", graph, "-o", work, "--decisions", decisions);
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--decisions needs a recording, or --inventory");
    Invocation shown = netgen("show", graph, "--inventory", decisions);
    assertThat(shown.code()).isEqualTo(2);
    Path wrong = Files.writeString(work.resolve("wrong.yaml"), HEAD + "links: []\n");
    Invocation unknown =
        generate(work.resolve("out"), production(work, text -> text), "--decisions", wrong);
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.err()).contains("unknown section \"links\"").hasLineCount(1);
  }

  @Test
  void theGraphThatWasReadIsNotOverwritten(@TempDir Path work) throws IOException {
    Path mine = Files.copy(graph, work.resolve("graph.yaml"));
    Files.copy(graph.resolveSibling("staging.evidence.json"), work.resolve("graph.evidence.json"));
    Path decisions = Files.writeString(work.resolve("netgen.yaml"), RENAMED);
    List<Object> words = new ArrayList<>(List.of("generate", mine, "-o", work));
    words.addAll(List.of("--decisions", decisions));
    words.addAll(production(work, text -> text));
    Map<String, String> before = Tree.of(work);
    Invocation run = netgen(words.toArray());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("would overwrite the graph that was read").hasLineCount(1);
    assertThat(Tree.of(work)).isEqualTo(before);
  }
}
