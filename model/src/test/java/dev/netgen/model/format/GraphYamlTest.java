package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphYamlTest {
  private static final PeerId BACKEND = PeerId.dockerService("shop", "backend");
  private static final PeerId REDIS = PeerId.dockerService("shop", "redis");

  private static CommunicationGraph sample() {
    Peer cart =
        Peer.named(PeerId.kubernetes("shop", "Deployment", "cart"))
            .withLabels(Map.of("app", "cart", "app.kubernetes.io/name", "on"))
            .withPorts(Map.of("http", Port.parse("8080/tcp")))
            .withObserved(Set.of(Direction.INGRESS))
            .withWhy("netgen.yaml: \"ours\", 5: é");
    Peer backend =
        Peer.named(BACKEND)
            .withNetworks(Set.of("shop_front", "shop_back"))
            .withObserved(Set.of(Direction.INGRESS, Direction.EGRESS))
            .withExposed(Set.of(Port.parse("443/tcp")));
    return CommunicationGraph.of(
        List.of(cart, backend),
        List.of(
            Link.of(
                BACKEND,
                REDIS,
                Port.parse("6379/tcp"),
                Set.of("redis"),
                Encryption.PLAINTEXT,
                Set.of(LinkNote.CREDENTIALS_IN_CLEAR)),
            Link.of(
                BACKEND,
                PeerId.outsideName("payments.example.com"),
                Port.parse("443/tcp"),
                Set.of("https", "tls"),
                Encryption.ENCRYPTED,
                Set.of())));
  }

  @Test
  void oneLineAPeerAndOneLineALink() {
    assertThat(GraphYaml.write(sample()))
        .isEqualTo(
            """
            apiVersion: netgen/v1
            kind: CommunicationGraph
            peers:
              - {id: "docker:shop/backend", network: [shop_back, shop_front], observed: [egress, ingress], exposed: [443/tcp]}
              - {id: "docker:shop/redis"}
              - {id: "k8s:shop/Deployment/cart", labels: {app: cart, app.kubernetes.io/name: "on"}, observed: [ingress], ports: {http: 8080/tcp}, why: "netgen.yaml: \\"ours\\", 5: \\u00e9"}
              - {id: "outside:payments.example.com"}
            links:
              - {from: "docker:shop/backend", to: "docker:shop/redis", port: 6379/tcp, speaks: redis, encryption: plaintext, note: [credentials in clear]}
              - {from: "docker:shop/backend", to: "outside:payments.example.com", port: 443/tcp, speaks: [https, tls], encryption: encrypted}
            """);
  }

  @Test
  void readsWhatItWrites() {
    String text = GraphYaml.write(sample());
    assertThat(GraphYaml.read(Documents.yaml("graph.yaml", text), "graph.yaml"))
        .isEqualTo(sample());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "22:22",
        "0o17",
        "1e3",
        "a: b",
        "x\n- {id: evil}",
        "\"",
        "\\",
        "#",
        "\u202Eevil",
        "é",
        "~",
        "null",
        "",
        "{",
        "}",
        ",",
        "- a",
        "*a",
        "&a",
        "!!str",
        "%",
        "@",
        "`",
        "\u0085",
        "\u2028",
        "\u0007",
        "\ud83d\ude00"
      })
  void hostileLabelsComeBackAsTheyWere(String value) throws IOException {
    CommunicationGraph graph =
        CommunicationGraph.of(
            List.of(Peer.named(BACKEND).withLabels(Map.of("k", value, "l" + value, "v"))),
            List.of());
    String text = GraphYaml.write(graph);
    assertThat(text.lines()).hasSize(5);
    assertThat(text).matches("[\\x20-\\x7e\\n]*");
    JsonNode node = new YAMLMapper().readTree(text);
    assertThat(node.path("peers").path(0).path("labels").path("k").asText()).isEqualTo(value);
    assertThat(GraphYaml.read(Documents.yaml("g", text), "g")).isEqualTo(graph);
  }

  @Test
  void passesThePublishedSchema() throws IOException {
    String schema =
        new String(
            GraphYaml.class.getResourceAsStream("graph.schema.json").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    JsonNode tree = new YAMLMapper().readTree(GraphYaml.write(sample()));
    assertThat(validator.validate(new ObjectMapper().writeValueAsString(tree), InputFormat.JSON))
        .isEmpty();
    String wrong =
        "{\"apiVersion\": \"netgen/v1\", \"kind\": \"CommunicationGraph\", \"peers\": [{}], \"links\": []}";
    assertThat(validator.validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  /** A word that is written and not published would make a graph that its own schema refuses. */
  @Test
  void everyNoteAndVerdictIsPublished() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(GraphYaml.class.getResourceAsStream("graph.schema.json"));
    Set<String> verdicts = new HashSet<>();
    schema.findPath("encryption").path("enum").forEach(word -> verdicts.add(word.asText()));
    assertThat(verdicts)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Encryption.values()).map(Encryption::word).toList());
    Set<String> notes = new HashSet<>();
    schema.findPath("note").path("items").path("enum").forEach(word -> notes.add(word.asText()));
    assertThat(notes)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(LinkNote.values()).map(LinkNote::text).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: X|field \"apiVersion\" is missing",
        "[1]|expected an object, found array",
        "{apiVersion: netgen/v1, kind: Other, peers: [], links: []}|not a CommunicationGraph",
        "{apiVersion: netgen/v1, kind: CommunicationGraph, peers: [{id: 'shop'}]}|is not a peer id",
        "{apiVersion: netgen/v1, kind: CommunicationGraph, peers: [{id: 'node:a', x: 1}]}|unknown field \"x\"",
        "{apiVersion: netgen/v1, kind: CommunicationGraph, peers: [{id: 'node:a'}, {id: 'node:a'}]}|given twice",
        "{apiVersion: netgen/v1, kind: CommunicationGraph, peers: [], links: [{from: 'node:a', to: 'node:a', port: 99999/tcp, encryption: none}]}|not within 0..65535",
        "{apiVersion: netgen/v1, kind: CommunicationGraph, peers: [], links: [{from: 'node:a', to: 'node:a', port: 9/tcp, encryption: none}]}|not among the peers",
        "a: b: c|not valid YAML",
        "{a: 1, a: 2}|not valid YAML"
      })
  void saysWhatIsWrongInOneLine(String text, String message) {
    assertThatThrownBy(() -> GraphYaml.read(Documents.yaml("g.yaml", text), "g.yaml"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("g.yaml")
        .hasMessageNotContaining("\n");
  }
}
