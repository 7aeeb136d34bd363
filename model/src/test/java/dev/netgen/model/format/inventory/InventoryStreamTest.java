package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One world in all the forms that kubectl writes, and texts that are damaged or hostile. */
class InventoryStreamTest {
  @TempDir Path folder;

  private static final String WORLD =
      """
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop, labels: {app: web}},
       spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}, status: {podIP: 10.1.0.5}}
      ---
      {kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop},
       spec: {clusterIP: 10.96.0.7, selector: {app: web}, ports: [{port: 80, targetPort: http}]}}
      ---
      {kind: Node, apiVersion: v1, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.0.9}]}}
      """;

  private static Stream<Arguments> forms() throws IOException {
    List<JsonNode> objects = Written.documents(WORLD);
    String lines = objects.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    return Stream.of(
        Arguments.of("kubectl get -o json", Written.jsonList(WORLD)),
        Arguments.of("manifests", WORLD),
        Arguments.of(
            "manifests with comments", "# kustomize\n\n" + WORLD + "---\n# nothing\n---\n"),
        Arguments.of(
            "kubectl get -o yaml",
            "apiVersion: v1\nitems:\n"
                + objects.stream().map(o -> "- " + o + "\n").collect(Collectors.joining())
                + "kind: List\nmetadata:\n  resourceVersion: \"\"\n"),
        Arguments.of("kubectl get -w -o json", lines),
        Arguments.of("a byte order mark", "\uFEFF" + lines),
        Arguments.of("windows line ends", "\uFEFF" + WORLD.replace("\n", "\r\n")),
        Arguments.of("jq .items", "[" + lines.replace("\n", ",") + "]"),
        Arguments.of(
            "kubectl get -w --output-watch-events",
            objects.stream()
                    .map(o -> "{\"type\":\"ADDED\",\"object\":" + o + "}")
                    .collect(Collectors.joining("\n"))
                + "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"7\"}}}"),
        Arguments.of("lists after one another", Written.jsonList(WORLD) + Written.jsonList(WORLD)),
        Arguments.of(
            "typed lists, the kind told first and last",
            "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":["
                + without(objects.get(0))
                + "]} {\"items\":["
                + without(objects.get(1))
                + "],\"kind\":\"ServiceList\"} {\"items\":null,\"kind\":\"JobList\"} "
                + objects.get(2)));
  }

  private static String without(JsonNode object) {
    return ((com.fasterxml.jackson.databind.node.ObjectNode) object.deepCopy())
        .without(List.of("kind", "apiVersion"))
        .toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void everyFormTellsTheSame(String form, String text) throws IOException {
    Written written = new Written(folder);
    Inventory plain = written.read(WORLD);
    Inventory read = written.read(text);
    assertThat(read.forwards()).isEqualTo(plain.forwards()).isNotEmpty();
    assertThat(read.workloads()).isEqualTo(plain.workloads()).isNotEmpty();
    assertThat(unplaced(read)).isEqualTo(unplaced(plain)).isNotEmpty();
    assertThat(read.unused()).isEmpty();
    assertThat(read.conflicts()).isEmpty();
  }

  private static ImmutableSortedSet<AddressClaim> unplaced(Inventory inventory) {
    return inventory.addresses().stream()
        .map(claim -> claim.saidIn(""))
        .collect(ImmutableSortedSet.toImmutableSortedSet(java.util.Comparator.naturalOrder()));
  }

  @Test
  void aClaimSaysWhereItIsWritten() throws IOException {
    Inventory inventory = new Written(folder).read(Written.jsonList(WORLD));
    assertThat(inventory.addresses().stream().map(AddressClaim::origin))
        .containsExactly(
            folder.resolve("file0") + " items[0]", folder.resolve("file0") + " items[2]");
  }

  @Test
  void anchorsAliasesAndMergeKeysAreFollowed() throws IOException {
    String text =
        """
        x-common: &meta {namespace: shop, labels: &labels {app: web}}
        kind: Pod
        apiVersion: v1
        metadata:
          <<: *meta
          name: a
        status: {podIP: 10.1.0.5}
        ---
        {kind: Service, apiVersion: v1, metadata: &m {name: s, namespace: shop, annotations: {note: &sel {app: web}}},
         spec: {clusterIP: 10.96.0.7, selector: *sel, ports: [{port: 80}]}}
        """;
    assertThat(Written.forwards(new Written(folder).read(text)))
        .containsExactly("service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/a:80/tcp");
  }

  private static final String POD =
      "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\",\"labels\":{\"app\":\"%s\"}},\"status\":{\"podIP\":\"10.1.0.5\"}}";

  private static Stream<Arguments> hostile() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    bomb.append("kind: Pod\nmetadata: {name: a, labels: {app: *a39}}\nspec: {containers: *a39}\n");
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    return Stream.of(
        Arguments.of("YAML bomb", bomb.toString(), "kubernetes object not used"),
        Arguments.of(
            "label of 10 MB",
            POD.formatted("x".repeat(10 << 20)),
            "inventory text longer than 4096 characters"),
        Arguments.of(
            "field name of 100 KB",
            POD.replace("app", "y".repeat(100_000)),
            "inventory field name longer than 512 characters"),
        Arguments.of(
            "deep below a field that is read", POD.formatted("x").replace("\"x\"", deep), ""),
        Arguments.of(
            "many values",
            POD.formatted("x").replace("\"app\"", labels(120_000) + "\"app\""),
            "inventory object with more than 100000 values, cut"),
        Arguments.of(
            "a secret",
            "{\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"}}",
            "kubernetes kind Secret"),
        Arguments.of(
            "unknown kind",
            "{\"kind\":\"<script>\",\"metadata\":{\"name\":\"s\"}}",
            "kubernetes kind with an unusable name"),
        Arguments.of(
            "event of an error",
            "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}",
            "kubernetes watch event that tells no object"));
  }

  private static String labels(int count) {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < count; i++) {
      labels.append("\"l").append(i).append("\":\"v\",");
    }
    return labels.toString();
  }

  /** One line each, and what comes after is read. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void hostileObjectsAreCounted(String what, String text, String reason) throws IOException {
    String join = text.startsWith("{") ? "\n" : "---\n";
    Inventory inventory =
        new Written(folder)
            .read(text + join + POD.formatted("web").replace("10.1.0.5", "10.1.0.9"));
    assertThat(Written.claims(inventory)).anyMatch(line -> line.startsWith("10.1.0.9 "));
    assertThat(inventory.unused().keySet()).allMatch(each -> each.length() <= 120);
    if (!reason.isEmpty()) {
      assertThat(inventory.unused().keySet()).anyMatch(each -> each.startsWith(reason));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"Pod\",|not valid JSON or YAML|line 1",
        "{\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\"}|not valid JSON or YAML|line 1",
        "{\"kind\":\"Pod\",\"kind\":\"Pod\"}|not valid JSON or YAML|line 1",
        "kind: Pod\\nkind: Pod|not valid JSON or YAML|line 2",
        "kind: [Pod|not valid JSON or YAML|line",
        "a: *b|no inventory that is known|file0",
        "just words|no inventory that is known|file0",
        "apiVersion: netgen/v1\\nkind: CommunicationGraph|no inventory that is known|file0"
      })
  void malformedTextsAreOneLineWithTheirPlace(String text, String what, String where)
      throws IOException {
    assertThatThrownBy(() -> new Written(folder).read(text.replace("\\n", "\n")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(where)
        .hasMessageNotContaining("\n");
  }

  private static Stream<Arguments> bytes() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(WORLD.getBytes(StandardCharsets.UTF_8));
    }
    byte[] latin = "kind: Pod\nmetadata: {name: \u00e9}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] capture = {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1, 2, 0, 4, 0, 0, 0, 0, 0};
    String nesting = "[".repeat(100_000);
    return Stream.of(
        Arguments.of(packed.toByteArray(), "compressed with gzip"),
        Arguments.of("\uFEFF{}".getBytes(StandardCharsets.UTF_16LE), "UTF-16"),
        Arguments.of("\uFEFF{}".getBytes(StandardCharsets.UTF_16BE), "UTF-16"),
        Arguments.of("{\"kind\": 1}".getBytes(StandardCharsets.UTF_16LE), "UTF-16"),
        Arguments.of("{\"kind\": 1}".getBytes(StandardCharsets.UTF_16BE), "UTF-16"),
        Arguments.of(latin, "not UTF-8"),
        Arguments.of("{\"kind\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1), "not UTF-8"),
        Arguments.of(capture, "binary data"),
        Arguments.of(nesting.getBytes(StandardCharsets.UTF_8), "not valid JSON or YAML"),
        Arguments.of(("a: " + nesting).getBytes(StandardCharsets.UTF_8), "not valid JSON or YAML"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("bytes")
  void otherFilesAreNamed(byte[] content, String message) throws IOException {
    Path file = Files.write(folder.resolve("other"), content);
    assertThatThrownBy(() -> InventoryReader.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("other");
  }
}
