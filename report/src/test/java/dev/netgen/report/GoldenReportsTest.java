package dev.netgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.proof.Proof;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each format of the samples, byte for byte. */
final class GoldenReportsTest {
  @Test
  void graphText() {
    Golden.assertSame("graph.txt", GraphText.write(Samples.graph()));
  }

  @Test
  void graphMermaid() {
    Golden.assertSame("graph.mmd", GraphMermaid.write(Samples.graph()));
  }

  @Test
  void diffText() {
    Golden.assertSame("diff.txt", DiffText.write(Samples.diff()));
    assertThat(DiffText.write(Samples.noDifference())).isEqualTo("no differences\n");
  }

  @Test
  void diffMarkdown() {
    Golden.assertSame("diff.md", DiffMarkdown.write(Samples.diff()));
    assertThat(DiffMarkdown.write(Samples.noDifference())).isEqualTo("no differences\n");
  }

  @Test
  void diffJson() {
    Golden.assertSame("diff.json", DiffJson.write(Samples.diff()));
  }

  @Test
  void diffJsonOfNoDifferenceHasAllListsEmpty() throws IOException {
    JsonNode document = new ObjectMapper().readTree(DiffJson.write(Samples.noDifference()));

    assertThat(document)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"peers": {"added": [], "removed": [], "changed": []},
                     "links": {"added": [], "removed": [], "changed": []}}
                    """));
  }

  @Test
  void nothingIsSaidToBeGone() {
    assertThat(List.of(DiffText.write(Samples.diff()), DiffMarkdown.write(Samples.diff())))
        .allSatisfy(text -> assertThat(text).contains("not seen in HEAD").doesNotContain("gone"));
  }

  @Test
  void proofText() {
    Golden.assertSame("proof.txt", ProofText.write(Samples.proof()));
  }

  @Test
  void proofTextWhenNothingIsLeftOver() {
    Proof tight =
        new Proof(
            "kubernetes",
            ImmutableList.of(Samples.TO_DB.key()),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of());

    assertThat(ProofText.write(tight))
        .isEqualTo(
            """
            kubernetes: 1 of 1 observed links allowed
              granted / observed: 1 / 1 = 1.00
              granted, not observed: nothing
            """);
  }

  @Test
  void proofJson() {
    Golden.assertSame("proof.json", ProofJson.write(Samples.proof()));
  }
}
