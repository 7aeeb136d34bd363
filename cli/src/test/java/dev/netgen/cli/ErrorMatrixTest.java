package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static dev.netgen.cli.Invocation.netgenReading;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verb with every kind of input that cannot be used: one line, the exit code, no output. */
class ErrorMatrixTest {
  private static final List<String> READS_CAPTURES =
      List.of(
          "analyze IN -o W/out/graph.yaml",
          "analyze IN",
          "flows IN",
          "flows W/good.pcap IN --format json",
          "analyze W/good.pcap IN -o W/graph.yaml",
          "generate IN -o W/out --proof W/proof.json",
          "diff IN W/graph.yaml",
          "diff W/good.pcap IN",
          "show IN",
          "show IN -f mermaid");
  private static final List<String> READS_GRAPHS =
      List.of(
          "generate IN -o W/out --proof W/proof.json",
          "diff IN W/graph.yaml",
          "diff W/graph.yaml IN",
          "show IN");
  private static final List<String> READS_INVENTORIES =
      List.of(
          "analyze W/good.pcap --inventory IN -o W/out/graph.yaml",
          "generate W/good.pcap --inventory IN -o W/out",
          "flows W/good.pcap --inventory IN",
          "diff W/good.pcap W/good.pcap --inventory IN",
          "show W/good.pcap --inventory IN");

  @TempDir private Path work;

  @BeforeEach
  void prepare() throws IOException {
    Inputs.write(work.resolve("in"));
  }

  private Path folder() {
    return work.resolve("in");
  }

  private Invocation run(String line, String input) {
    return netgen(
        Arrays.stream(line.split(" "))
            .map(word -> word.equals("IN") ? folder().resolve(input).toString() : word)
            .map(word -> word.startsWith("W/") ? folder().resolve(word.substring(2)) : word)
            .toArray());
  }

  /** One line that names the culprit, the exit code, and a folder that is as before. */
  private void fails(String line, String input, int code, String names) {
    Map<String, String> before = Tree.of(work);
    Invocation run = run(line, input);
    String about = line + " with " + input + ": " + run;
    assertThat(run.code()).as(about).isEqualTo(code);
    assertThat(run.out()).as(about).isEmpty();
    assertThat(run.err().lines().toList()).as(about).hasSize(1);
    assertThat(run.err()).as(about).startsWith("netgen: ").contains(names).contains("; ");
    assertThat(Tree.of(work)).as(about).isEqualTo(before);
  }

  static Stream<Arguments> badCaptures() {
    List<String> inputs =
        List.of(
            "missing.pcap",
            "empty.pcap",
            "short.pcap",
            "strange.pcap",
            "text.pcap",
            "text.txt",
            "binary.pcap",
            "packed.pcap",
            "odd.pcap.gz",
            "nothing",
            "torn",
            "badinventory");
    return READS_CAPTURES.stream()
        .flatMap(line -> inputs.stream().map(input -> Arguments.of(line, input)))
        .filter(
            arguments ->
                !(arguments.get()[1].equals("strange.pcap")
                    && besideAGoodOne(arguments.get()[0].toString())));
  }

  /** Whether the line reads its input together with a good capture, in one run. */
  private static boolean besideAGoodOne(String line) {
    return line.contains("W/good.pcap IN") && !line.startsWith("diff ");
  }

  @Test
  void captureOfUnknownLinkTypeDoesNotSpoilAGoodOne() {
    List<String> lines = READS_CAPTURES.stream().filter(ErrorMatrixTest::besideAGoodOne).toList();
    assertThat(lines).hasSize(2);
    for (String line : lines) {
      Invocation run = run(line, "strange.pcap");
      assertThat(run.code()).as(line + ": " + run).isZero();
      assertThat(run.err()).contains("link type 147 (USER0)").contains("strange.pcap");
    }
  }

  @ParameterizedTest
  @MethodSource("badCaptures")
  void captureThatCannotBeUsed(String line, String input) {
    fails(line, input, 3, input);
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph.yaml", "badinventory/recording.yaml"})
  void analyzeOfWhatIsNoCapture(String input) {
    fails("analyze IN -o W/out/graph.yaml", input, 3, input);
  }

  @Test
  void captureWithTheNameOfAGraphIsACapture() {
    assertThat(run("show IN", "capture.yaml")).isEqualTo(run("show IN", "good.pcap"));
  }

  @ParameterizedTest
  @CsvSource({"json.json", "graph", "comment.txt"})
  void graphIsKnownByItsContent(String name) throws IOException {
    String json =
        "{\"apiVersion\": \"netgen/v1\", \"kind\": \"CommunicationGraph\", \"peers\": [],"
            + " \"links\": []}";
    Files.writeString(
        folder().resolve(name),
        switch (name) {
          case "json.json" -> json;
          case "graph" -> Inputs.GRAPH;
          default -> "# reviewed\n---\n" + Inputs.GRAPH;
        });
    Invocation run = run("show IN", name);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("links: " + (name.equals("json.json") ? 0 : 1));
  }

  static Stream<Arguments> badGraphs() {
    List<Arguments> rows = new ArrayList<>();
    for (String line : READS_GRAPHS) {
      for (String text :
          List.of(
              "",
              "\n",
              "not: [yaml",
              "just words",
              "- a list",
              "settings: {web: {image: nginx}}",
              Inputs.GRAPH.replace("netgen/v1", "netgen/v2"),
              Inputs.GRAPH.replace("CommunicationGraph", "Deployment"),
              Inputs.GRAPH.replace("kind:", "sort:"),
              Inputs.GRAPH.replace("peers:", "peers: 5\nothers:"),
              Inputs.GRAPH.replace("links:", "peers: []\nlinks:"),
              Inputs.GRAPH.replace("docker:shop/redis\", network", "docker:shop/cache\", network"),
              Inputs.GRAPH.replace(
                  "docker:shop/redis\", network", "docker:shop/backend\", network"),
              Inputs.GRAPH.replace("docker:shop/redis", "shop/redis"),
              Inputs.GRAPH.replace("docker:shop/redis", "docker:"),
              Inputs.GRAPH.replace("docker:shop/redis", "docker:a/b/c"),
              Inputs.GRAPH.replace("docker:shop/redis", "k8s:shop/redis"),
              Inputs.GRAPH.replace("docker:shop/redis", "k8s:shop//redis"),
              Inputs.GRAPH.replace("docker:shop/redis", "outside:1.2.3/33"),
              Inputs.GRAPH.replace("docker:shop/redis", "unresolved:nobody"),
              Inputs.GRAPH.replace("docker:shop/redis", "docker:sh\u00f6p/redis"),
              Inputs.GRAPH.replace("6379/tcp", "66379/tcp"),
              Inputs.GRAPH.replace("6379/tcp", "tcp"),
              Inputs.GRAPH.replace("plaintext", "maybe"),
              Inputs.GRAPH.replace("speaks: redis", "speaks: {a: b}"),
              Inputs.GRAPH.replace("speaks: redis", "says: redis"),
              Inputs.GRAPH.replace("[egress, ingress]", "[sideways]"),
              Inputs.GRAPH.replace("network: [shop_default]", "labels: {app: [a]}"),
              Inputs.GRAPH.replace("network: [shop_default]", "labels: {app: null}"),
              Inputs.GRAPH.replace("network: [shop_default]", "hostNetwork: perhaps"),
              Inputs.GRAPH + "---\n" + Inputs.GRAPH,
              "a: ".repeat(1) + "[".repeat(500) + "]".repeat(500),
              "kind: CommunicationGraph\nx: &a [1]\ny: [*b]\n")) {
        rows.add(Arguments.of(line, text));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("badGraphs")
  void graphThatCannotBeUsed(String line, String text) throws IOException {
    Files.writeString(folder().resolve("bad.yaml"), text);
    fails(line, "bad.yaml", 3, "bad.yaml");
  }

  @Test
  void graphInAnotherEncoding() throws IOException {
    Files.write(
        folder().resolve("bad.yaml"),
        ("# caf\u00e9\n" + Inputs.GRAPH).getBytes(StandardCharsets.ISO_8859_1));
    fails("show IN", "bad.yaml", 3, "bad.yaml");
  }

  static Stream<Arguments> badInventories() {
    List<Arguments> rows = new ArrayList<>();
    for (String line : READS_INVENTORIES) {
      for (String text :
          List.of(
              "",
              "hello",
              "{\"apiVersion\": \"v1\", ",
              "{}",
              "5",
              "null",
              "[1, 2]",
              "[{\"Name\": \"web\"}]",
              "{\"kind\": \"List\"}",
              "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": 5}",
              "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [5]}")) {
        rows.add(Arguments.of(line, text));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("badInventories")
  void inventoryThatCannotBeUsed(String line, String text) throws IOException {
    Files.writeString(folder().resolve("bad.json"), text);
    fails(line, "bad.json", 3, "bad.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [{\"kind\": \"Pod\"}]}",
        "[{\"NetworkSettings\": 5, \"Id\": 7}]",
        "[{\"NetworkSettings\": {\"Networks\": {\"a\": 5}}, \"Id\": \"7\", \"Name\": \"/a\"}]",
        "[{\"Driver\": \"bridge\", \"IPAM\": {\"Config\": [{\"Subnet\": \"10.0/99\"}]}}]"
      })
  void oneObjectThatCannotBeUsedIsCounted(String text) throws IOException {
    Path bad = Files.writeString(folder().resolve("object.json"), text);
    Invocation run =
        netgen(
            "analyze",
            folder().resolve("good.pcap"),
            "--inventory",
            bad,
            "-o",
            folder().resolve("counted.yaml"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).containsPattern("inventory: .* object not used: .*: 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.json", "nothing", "good.pcap"})
  void inventoryThatIsNone(String input) {
    READS_INVENTORIES.forEach(line -> fails(line, input, 3, input));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate W/graph.yaml W/other.yaml -o W/out",
        "generate W/graph.yaml W/good.pcap -o W/out",
        "show W/graph.yaml W/other.yaml",
        "show W/good.pcap W/graph.yaml",
        "show W/graph.yaml --inventory W/text.txt",
        "generate W/graph.yaml -t kubernetes -o W/out",
        "generate W/graph.yaml -t kubernetes,compose -o W/out",
        "generate W/graph.yaml -t cilium -o W/out",
        "generate W/good.pcap -o W/out",
        "generate W/good.pcap --evidence W/text.txt -o W/out",
        "diff - -",
        "show W/graph.yaml -f svg",
        "diff W/graph.yaml",
        "generate W/graph.yaml",
        "analyze",
        "show",
        "capture interface -o W/out",
        "capture docker -o W/out",
        "capture interface lo -o W/out --duration soon"
      })
  void askedForTheImpossible(String line) {
    fails(line, "", 2, "netgen: ");
  }

  @Test
  void composeOfAKubernetesGraph() throws IOException {
    Files.writeString(
        folder().resolve("k8s.yaml"), Inputs.GRAPH.replace("docker:shop/", "k8s:shop/Deployment/"));
    fails("generate IN -t compose -o W/out", "k8s.yaml", 2, "compose");
    Path compose = Samples.ROOT.resolve("samples/shop/docker-compose.yaml");
    fails("generate IN --compose " + compose + " -o W/out", "k8s.yaml", 2, "docker-compose.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.yaml", "empty.pcap", "nothing", "good.pcap", "graph.yaml"})
  void composeFileThatCannotBeUsed(String input) {
    fails("generate W/graph.yaml --compose IN -o W/out", input, 3, input);
  }

  @Test
  void evidenceIsAskedForWhereItIsNeeded() throws IOException {
    Files.writeString(
        folder().resolve("k8s.yaml"),
        Inputs.GRAPH
            .replace("docker:shop/backend\"", "k8s:shop/Deployment/a\", labels: {app: a}")
            .replace("a\", labels: {app: a}, to", "a\", to")
            .replace("docker:shop/redis", "outside:pay.example.com"));
    fails("generate IN -o W/out", "k8s.yaml", 3, "evidence");
    Files.writeString(folder().resolve("k8s.evidence.json"), "{}");
    fails("generate IN -o W/out", "k8s.yaml", 3, "k8s.evidence.json");
    fails("generate IN -o W/out --evidence W/missing.json", "k8s.yaml", 3, "missing.json");
    assertThat(run("show IN", "k8s.yaml").code()).as("needs no evidence").isZero();
    assertThat(run("diff IN IN", "k8s.yaml").code()).as("needs no evidence").isZero();
  }

  @Test
  void undecidedEndsBlockUntilWaived() throws IOException {
    Files.writeString(
        folder().resolve("open.yaml"),
        Inputs.GRAPH.replace("docker:shop/redis", "unresolved:10.0.0.9"));
    Map<String, String> before = Tree.of(work);
    Invocation run = run("generate IN -o W/out", "open.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("unresolved:10.0.0.9");
    assertThat(run.err()).contains("nothing was generated");
    assertThat(Tree.of(work)).isEqualTo(before);
    assertThat(run("generate IN -o W/out --allow-unresolved", "open.yaml").code()).isZero();
    assertThat(folder().resolve("out/compose")).isDirectory();
  }

  @Test
  void standardInputIsACapture() throws IOException {
    Invocation file = run("analyze IN", "good.pcap");
    Invocation stream = netgenReading(Inputs.capture(), "analyze", "-");
    assertThat(stream).isEqualTo(file);
    assertThat(netgenReading(Inputs.capture(), "analyze", "-", "-").out()).isEqualTo(file.out());
    for (byte[] bad : List.of(new byte[0], "words\n".getBytes(StandardCharsets.UTF_8))) {
      Invocation run = netgenReading(bad, "analyze", "-");
      assertThat(run.code()).isEqualTo(3);
      assertThat(run.err().lines()).singleElement().asString().contains("standard input");
    }
  }
}
