package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code netgen show} tells of inventories, of addresses nobody has, and of one address. */
class ShowTest {
  private static final Path SNAPSHOT =
      Samples.KUBERNETES.resolve("inventory/20261122T040325.495474Z-kubernetes.json");

  /** The CronJob's pod as the capture saw it at 04:04:01. */
  private static final String BATCH = "10.244.1.6";

  @TempDir private Path work;

  private Path capture() throws IOException {
    Path file = work.resolve("capture.pcap");
    return Files.exists(file)
        ? file
        : Files.copy(Samples.KUBERNETES.resolve("packets/calife631ed16bf-0001.pcap"), file);
  }

  private static String pod(String name, String started, String finished) {
    return """
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "namespace": "shop"},
     "spec": {"nodeName": "n1", "containers": [{"name": "c"}]},
     "status": {"podIP": "%s", "phase": "%s", "startTime": "%s", "containerStatuses":
       [{"name": "c", "state": {%s}}]}}
    """
        .formatted(
            name,
            BATCH,
            finished.isEmpty() ? "Running" : "Succeeded",
            started,
            finished.isEmpty()
                ? "\"running\": {\"startedAt\": \"" + started + "\"}"
                : "\"terminated\": {\"startedAt\": \"%s\", \"finishedAt\": \"%s\"}"
                    .formatted(started, finished));
  }

  private Path pods(String... pods) throws IOException {
    return Files.writeString(
        work.resolve("pods.json"),
        "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": ["
            + String.join(",", pods)
            + "]}");
  }

  @Test
  void anInventoryIsToldWhole() throws IOException {
    Invocation run = netgen("show", SNAPSHOT);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("workloads: ", "addresses: ", "translations: ", "k8s:shop/Deployment/backend")
        .contains("from 2026-11-22T04:02:19Z  until further notice");
    assertThat(netgen("show", SNAPSHOT, SNAPSHOT).out()).isEqualTo(run.out());
    assertThat(netgen("show", "prod=" + SNAPSHOT).code()).isZero();
    JsonNode json = new ObjectMapper().readTree(netgen("show", SNAPSHOT, "-f", "json").out());
    assertThat(json.at("/inventory/addresses").size())
        .isEqualTo(count(run.out(), "addresses: "))
        .isPositive();
    assertThat(json.at("/inventory/translations").size())
        .isEqualTo(count(run.out(), "translations: "));
  }

  private static int count(String text, String title) {
    return text.lines()
        .filter(line -> line.startsWith(title))
        .map(line -> Integer.parseInt(line.substring(title.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void machinesAndHostsAreInventoriesToo() throws IOException {
    Path decided =
        Files.writeString(
            work.resolve("netgen.yaml"),
            """
            apiVersion: netgen/v1
            kind: NetgenDecisions
            machines: [{name: db, addresses: [10.9.0.1], reason: old}]
            """);
    Invocation run = netgen("show", decided, SNAPSHOT);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("outside:db", "why: netgen.yaml: old", "k8s:shop/");
  }

  @Test
  void addressesWithoutAWorkloadComeByTrafficWithTheReason() throws IOException {
    Invocation run = netgen("show", capture());
    assertThat(run.code()).as(run.err()).isZero();
    List<String> rows =
        run.out().lines().dropWhile(line -> !line.startsWith("addresses without")).toList();
    assertThat(rows.get(0)).isEqualTo("addresses without a workload: 4");
    assertThat(rows.get(1))
        .matches(
            "  10[.]244[.]1[.]6 +\\d+ packets +\\d+ bytes +\\d+ flows +2026\\S+Z +2026\\S+Z"
                + " +unresolved: private, and no inventory was given");
    assertThat(rows.subList(1, rows.size()))
        .extracting(line -> Long.parseLong(line.strip().split(" +", -1)[1]))
        .isSortedAccordingTo((one, other) -> Long.compare(other, one));
  }

  @Test
  void aGapBetweenPodsIsToldWithItsTimes() throws IOException {
    Path pods =
        pods(
            pod("before", "2026-11-22T03:00:00Z", "2026-11-22T03:30:00Z"),
            pod("after", "2026-11-22T05:00:00Z", ""));
    String reason =
        "no pod in inventory between 2026-11-22T03:30:01Z and 2026-11-22T05:00:00Z"
            + " (before k8s:shop/Pod/before, after k8s:shop/Pod/after)";
    assertThat(netgen("show", capture(), "--inventory", pods).out()).contains(reason);
    Invocation beside = netgen("show", capture(), pods);
    assertThat(beside.out()).contains(reason);
    JsonNode json =
        new ObjectMapper().readTree(netgen("show", capture(), pods, "-f", "json").out());
    assertThat(json.at("/unowned/0/reason").asText()).isEqualTo(reason);
    assertThat(json.at("/unowned/0/resolved").asBoolean()).isFalse();
    assertThat(json.at("/graph/kind").asText()).isEqualTo("CommunicationGraph");
  }

  @Test
  void anAddressIsExplainedInARecording() {
    Invocation run = netgen("show", Samples.KUBERNETES, "--explain", "10.244.1.5@04:03:40");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("10.244.1.5 is a private unicast address")
        .contains("held by k8s:shop/CronJob/batch (shop/batch-manual-1-6jdq5)")
        .contains("seen in packets:", "client, as k8s:shop/CronJob/batch: ")
        .endsWith("= k8s:shop/CronJob/batch\n");
    Invocation name = netgen("show", Samples.KUBERNETES, "--explain", "203.0.113.20");
    assertThat(name.out())
        .contains("names clients were given:")
        .containsPattern(
            "payments.example.com for k8s:shop/Deployment/backend shop/backend-\\S+, good from 20")
        .containsPattern("= outside:payments.example.com for k8s:.*, good from .*; else outside:");
  }

  @Test
  void anAddressIsExplainedByInventoriesAlone() throws IOException {
    Invocation run = netgen("show", SNAPSHOT, "--explain", "10.96.0.10@2026-11-22T05:03:40+01:00");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "at 53/udp service kube-system/kube-dns leads to k8s:kube-system/Deployment/coredns");
    JsonNode json =
        new ObjectMapper()
            .readTree(netgen("show", SNAPSHOT, "--explain", "10.0.0.11", "-f", "json").out());
    assertThat(json.at("/explained/0/outcome").asText()).contains("node:worker-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0", "10.0.0.1@", "10.0.0.1@noon", "10.0.0.1@2026-01-31", "@10:00:00"})
  void questionsThatAreNone(String asked) {
    Invocation run = netgen("show", SNAPSHOT, "--explain", asked);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("is not like 10.0.0.5").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--explain 10.0.0.1@10:00:00 | a time without a day",
        "--format mermaid | no picture of this",
        "--explain 10.0.0.1 --format mermaid | no picture of this",
      })
  void whatAnInventoryCannotTell(String options, String says) {
    Object[] words =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("show", SNAPSHOT.toString()),
                java.util.Arrays.stream(options.strip().split(" ")))
            .toArray();
    Invocation run = netgen(words);
    assertThat(run.code()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains(says.strip()).hasLineCount(1);
  }

  @Test
  void aGraphCannotBeExplained() throws IOException {
    Path graph = Files.writeString(work.resolve("graph.yaml"), Inputs.GRAPH);
    Invocation run = netgen("show", graph, "--explain", "10.0.0.1");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--explain needs a recording or an inventory").hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(netgen("show", graph, "-f", "json").out());
    assertThat(json.at("/graph/peers").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1, 2", "{\"a\": 1}", "apiVersion: v1\nkind: ["})
  void anInventoryThatCannotBeRead(String text) throws IOException {
    Path file = Files.writeString(work.resolve("inventory.json"), text);
    Invocation run = netgen("show", file);
    assertThat(run.code()).as(run.toString()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("inventory.json").hasLineCount(1);
  }

  @Test
  void hostileNamesBreakOutOfNoLine() throws IOException {
    String evil = "a\\u001b[31mred\\nlinks: 0\\u202egnp\\u2028x";
    Path file =
        Files.writeString(
            work.resolve("evil.json"),
            pod("web", "2026-01-01T00:00:00Z", "")
                .replace("\"namespace\"", "\"labels\": {\"app\": \"" + evil + "\"}, \"namespace\"")
                .replace("\"name\": \"web\"", "\"name\": \"web" + evil + "\"")
                .replace("\"nodeName\": \"n1\"", "\"nodeName\": \"" + evil + "\""));
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("show", file),
            List.of("show", file, "-f", "json"),
            List.of("show", file, "--explain", BATCH),
            List.of("show", capture(), file),
            List.of("show", capture(), file, "--explain", BATCH))) {
      Invocation run = netgen(words.toArray());
      assertThat(run.code()).as(run.toString()).isZero();
      assertThat(run.out() + run.err())
          .doesNotContain("\u001b", "\u202e", "\u2028")
          .doesNotContain("\nlinks: 0\u202e");
      assertThat((run.out() + run.err()).lines()).noneMatch(line -> line.startsWith("links: 0g"));
    }
  }

  /** What a file is may be said late: behind comments, or extension fields of Compose. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-long: %s\nservices:\n  web: {image: a}\n",
        "# %s\nname: shop\n\"services\" : {web: {image: a}}\n",
        "# %s\nservices: {web: {}}\nx-more: {services: {}}\n",
        "# %s\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n",
        "# %s\n203.0.113.7 web\n",
        """
        # %s
        kind: NetgenDecisions
        apiVersion: netgen/v1
        machines:
        - {name: web, addresses: [203.0.113.7], reason: said}
        """,
      })
  void whatAnInventoryIsMayBeSaidLate(String text) throws IOException {
    Path file = Files.writeString(work.resolve("late.yaml"), text.replace("%s", "y".repeat(9000)));
    Invocation run = netgen("show", file);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("web");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-long: %s\n  services: {web: {}}\n",
        "# %s\nservicesx: {web: {}}\n",
        "# %s services:\nweb: {}\n",
        "# %s\nweb 203.0.113.7\n"
      })
  void whatOnlyLooksLikeAnInventoryIsNone(String text) throws IOException {
    Path file = Files.writeString(work.resolve("late.txt"), text.replace("%s", "y".repeat(9000)));
    Invocation run = netgen("show", file);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err().lines()).singleElement().asString().contains("late.txt");
  }

  @Test
  void aGraphBehindALongCommentIsAGraph() throws IOException {
    Path file =
        Files.writeString(work.resolve("late.yaml"), "# " + "y".repeat(9000) + "\n" + Inputs.GRAPH);
    assertThat(netgen("show", file).out()).startsWith("links: 1");
  }

  @Test
  void composeFilesThatAreNotWholeSaySo() throws IOException {
    Path file = Files.writeString(work.resolve("compose.yaml"), "include: [other.yaml]\n");
    Invocation run = netgen("show", file);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out() + run.err())
        .contains("compose include not followed: give what docker compose config prints");
  }
}
