package dev.netgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that try to end a label, a table, a line, or to write from right to left. */
final class HostileNamesTest {
  private static final String EVIL =
      "x\"]; end\n%%{init}%%|<script>[a](javascript:b)`c`\u001b[31m\u202edlrow\u2028#35;|";

  private static final PeerId PEER =
      PeerId.outsideName("a]|end;click<script>[x](javascript:y)&quot;{{z}}.example");

  private static CommunicationGraph graph() {
    return CommunicationGraph.of(
        List.of(Peer.named(Samples.CART).withLabels(Map.of("app", EVIL))), List.of(link()));
  }

  private static Link link() {
    return Link.of(
        PEER, Samples.CART, Port.parse("80/tcp"), Set.of(EVIL), Encryption.OPAQUE, Set.of());
  }

  private static GraphDiff diff() {
    return new GraphDiff(
        ImmutableList.of(Peer.named(Samples.CART).withLabels(Map.of("app", EVIL))),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(link()),
        ImmutableList.of(),
        ImmutableList.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a\u001b[31mb ! a\\u001B[31mb",
        "a\u202eb ! a\\u202Eb",
        "a\u2066b ! a\\u2066b",
        "a\u200fb ! a\\u200Fb",
        "a\u2028b ! a\\u2028b",
        "a\u0085b ! a\\u0085b",
        "a\u007fb ! a\\u007Fb",
        "na\u00efve ! na\u00efve",
      })
  void terminals(String text, String harmless) {
    assertThat(Escapes.terminal(text)).isEqualTo(harmless);
  }

  @Test
  void longNamesAreCut() {
    assertThat(Escapes.terminal("x".repeat(5000))).hasSize(303).endsWith("...");
  }

  @Test
  void textsHoldNoControlCharactersAndNoExtraLines() {
    String graph = GraphText.write(graph());
    String diff = DiffText.write(diff());

    assertThat(graph + diff)
        .doesNotContain("\u001b")
        .doesNotContain("\u202e")
        .doesNotContain("\u2028");
    assertThat(graph.lines()).hasSize(5);
    assertThat(diff.lines()).hasSize(2).allMatch(line -> line.startsWith("+ "));
  }

  @Test
  void mermaidLabelsHoldHarmlessCharactersOnly() {
    String safe = "[A-Za-z0-9 \\-./:,#;]*";

    assertThat(GraphMermaid.write(graph()).lines())
        .allMatch(
            line ->
                line.matches("flowchart LR|  end|  linkStyle [0-9,]+ [a-z0-9:#,]+")
                    || line.matches("  subgraph gp[0-9]+\\[\"" + safe + "\"]")
                    || line.matches(" +p[0-9]+(\\[|\\(\\[)\"" + safe + "\"(]|]\\))")
                    || line.matches("  p[0-9]+ (-->|-\\.->)\\|\"" + safe + "\"\\| p[0-9]+"));
  }

  @Test
  void markdownTablesKeepTheirColumns() {
    List<String> rows =
        DiffMarkdown.write(diff()).lines().filter(line -> line.startsWith("|")).toList();

    assertThat(rows).hasSize(6);
    assertThat(rows.subList(0, 3)).allMatch(row -> bars(row) == 7);
    assertThat(rows.subList(3, 6)).allMatch(row -> bars(row) == 3);
    assertThat(rows).noneMatch(row -> row.matches(".*(?<!\\\\)[<`\\[].*"));
  }

  /** Bars that no backslash stands before. */
  private static long bars(String row) {
    return row.replace("\\\\", "").replace("\\|", "").chars().filter(c -> c == '|').count();
  }

  @Test
  void jsonReadsBackAndIsAscii() throws IOException {
    String json = DiffJson.write(diff());

    assertThat(json.chars()).allMatch(c -> c < 0x7F);
    assertThat(new ObjectMapper().readTree(json).at("/links/added/0/speaks/0").textValue())
        .isEqualTo(EVIL);
  }

  @Test
  void proofs() {
    Proof proof =
        new Proof(
            EVIL,
            ImmutableList.of(),
            ImmutableList.of(new Proof.Denial(link().key(), EVIL)),
            ImmutableList.of(new Proof.Grant(EVIL, EVIL, EVIL, EVIL)),
            ImmutableList.of(),
            ImmutableList.of());

    assertThat(ProofText.write(proof)).doesNotContain("\u001b").doesNotContain("\u202e");
    assertThat(ProofText.write(proof).lines()).hasSize(7);
  }
}
