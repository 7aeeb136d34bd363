package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.netgen.analyzer.diff.Differ;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed recordings of real systems, against what is known of them and against goldens. */
final class SampleRecordingsTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Path SHOP = SAMPLES.resolve("shop/recording");
  private static final Path NEXT = SAMPLES.resolve("shop/recording-next");
  private static final Path CLUSTER = SAMPLES.resolve("shop-kubernetes/recording");

  private static Analysis analyze(Path... inputs) {
    return Analyzer.analyze(List.of(inputs), List.of(), AnalyzerOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "shop/recording, shop/truth.yaml",
    "shop/recording-next, shop/truth-next.yaml",
    "shop-kubernetes/recording, shop-kubernetes/truth.yaml",
  })
  void findsTheLinksThatAreThereAndNoOthers(String recording, String truth) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (Link link : analyze(SAMPLES.resolve(recording)).graph().links().values()) {
      boolean clear = link.notes().contains(LinkNote.CREDENTIALS_IN_CLEAR);
      found.add(link.key() + " " + link.encryption().word() + (clear ? " in clear" : ""));
    }
    assertThat(found).isEqualTo(truth(SAMPLES.resolve(truth)));
  }

  private static Set<String> truth(Path file) throws IOException {
    TreeSet<String> links = new TreeSet<>();
    for (JsonNode link : new ObjectMapper(new YAMLFactory()).readTree(file.toFile()).get("links")) {
      links.add(
          link.get("from").asText()
              + " -> "
              + link.get("to").asText()
              + " "
              + link.get("port").asText()
              + " "
              + link.get("encryption").asText()
              + (link.has("credentials") ? " " + link.get("credentials").asText() : ""));
    }
    return links;
  }

  @ParameterizedTest
  @CsvSource({
    "shop/recording, shop",
    "shop/recording-next, shop-next",
    "shop-kubernetes/recording, shop-kubernetes",
  })
  void writesTheGoldenGraph(String recording, String golden) throws IOException {
    String text = GraphYaml.write(analyze(SAMPLES.resolve(recording)).graph());
    Path file = Path.of("src/test/resources/golden", golden + ".graph.yaml");
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void aScanIsListedAndNeverALink() {
    Analysis shop = analyze(SHOP);
    assertThat(shop.graph().links().keySet())
        .noneMatch(key -> key.from().toString().equals("docker:intruder"));
    assertThat(shop.evidence().attempts())
        .isNotEmpty()
        .allMatch(attempt -> attempt.key().from().toString().equals("docker:intruder"))
        .allMatch(attempt -> attempt.reason().equals("scan"))
        .anyMatch(attempt -> attempt.key().port().toString().equals("6379/tcp"));
  }

  @Test
  void theNextReleaseDiffersInThreeLinks() {
    GraphDiff diff = Differ.diff(analyze(SHOP).graph(), analyze(NEXT).graph());
    assertThat(diff.linksAdded().toString()).contains("docker:shop/batch -> docker:shop/rabbitmq");
    assertThat(diff.linksAdded()).hasSize(1);
    assertThat(diff.linksRemoved().toString()).contains("docker:shop/batch -> docker:shop/redis");
    assertThat(diff.linksRemoved()).hasSize(1);
    assertThat(diff.linksChanged().toString()).contains("docker:shop/backend -> docker:shop/redis");
    assertThat(diff.linksChanged()).hasSize(1);
    assertThat(diff.peersAdded()).isEmpty();
    assertThat(diff.peersRemoved()).isEmpty();
    assertThat(diff.peersChanged()).isEmpty();
  }

  @Test
  void recordingsTogetherAreTheUnionWhateverTheirOrder() {
    Analysis forth = analyze(SHOP, CLUSTER);
    assertThat(analyze(CLUSTER, SHOP, CLUSTER)).isEqualTo(forth);
    CommunicationGraph shop = analyze(SHOP).graph();
    CommunicationGraph cluster = analyze(CLUSTER).graph();
    assertThat(forth.graph().links().values()).containsAll(shop.links().values());
    assertThat(forth.graph().links().values()).containsAll(cluster.links().values());
    assertThat(forth.graph().links()).hasSize(shop.links().size() + cluster.links().size());
    assertThat(forth.graph().peers().values()).containsAll(shop.peers().values());
    assertThat(forth.graph().peers().values()).containsAll(cluster.peers().values());
  }

  @Test
  void theAccountAddsUpAndEveryLinkPointsToPackets() {
    GraphEvidence evidence = analyze(CLUSTER).evidence();
    long read = evidence.account().getOrDefault("packets read", 0L);
    long sum = evidence.account().values().stream().mapToLong(Long::longValue).sum();
    assertThat(read).isPositive().isEqualTo(sum - read);
    for (LinkEvidence link : evidence.links().values()) {
      assertThat(link.packets()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
      assertThat(link.packets().get(0).digest()).matches("sha256:[0-9a-f]{64}");
      assertThat(link.packets().get(0).file()).startsWith("packets/");
    }
  }
}
