package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceReaderTest {
  private static final String HEAD = "\"apiVersion\":\"netgen/v1\",\"kind\":\"GraphEvidence\"";
  private static final String LINK =
      "{\"from\":\"docker:a\",\"to\":\"docker:b\",\"port\":\"80/tcp\","
          + "\"firstSeen\":\"2024-01-01T00:00:00Z\",\"lastSeen\":\"2024-01-01T00:00:01Z\","
          + "\"flows\":1,\"packetsUp\":2,\"packetsDown\":3,\"bytesUp\":4,\"bytesDown\":5,"
          + "\"packets\":[{\"file\":\"a.pcap\",\"digest\":\"d\",\"frame\":7}]}";

  private static final String LATER = LINK.replace("docker:a", "docker:z");

  @TempDir private Path folder;

  @Test
  void linksAreReadWhereverTheyStand() throws IOException {
    GraphEvidence before = read("{\"links\":[" + LINK + "]," + HEAD + "}");
    GraphEvidence behind = read("{" + HEAD + ",\"links\":[" + LINK + "],\"attempts\":[]}");
    assertThat(before).isEqualTo(behind);
    assertThat(behind.links().values().asList().get(0).packets().get(0).frame()).isEqualTo(7);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    GraphEvidence evidence = read("{" + HEAD + ",\"links\":[" + LINK + "]}");
    assertThat(read(EvidenceJson.write(evidence))).isEqualTo(evidence);
  }

  @Test
  void whateverTheOrderAndTheForm() throws IOException {
    String second = LINK.replace("docker:a", "docker:aa");
    String third = LINK.replace("docker:a", "docker:b");
    GraphEvidence inOrder =
        read("{" + HEAD + ",\"links\":[" + LINK + "," + second + "," + third + "]}");
    assertThat(inOrder.links()).hasSize(3);
    assertThat(read("{" + HEAD + ",\"links\":[" + third + "," + LINK + "," + second + "]}"))
        .isEqualTo(inOrder);
    assertThat(read("{" + HEAD + ",\"links\":[" + second + "," + LINK + "," + third + "]}"))
        .isEqualTo(inOrder);
    // an escape is beyond the plain reader, behind links that it has read
    String escaped = third.replace("docker:b\",\"port", "\\u0064ocker:b\",\"port");
    assertThat(read("{" + HEAD + ",\"links\":[" + LINK + "," + second + "," + escaped + "]}"))
        .isEqualTo(inOrder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{HEAD,'links':[LINK]} {} | not valid JSON",
        "{HEAD,'links':[LINK | not valid JSON",
        "{HEAD,'links':[LINK,]} | not valid JSON",
        "{HEAD,'links':[LINK],'links':[]} | not valid JSON",
        "{HEAD,'links':[LINK,LINK]} | is given twice",
        "{HEAD,'links':[LATER,LINK,LINK]} | is given twice",
        "{HEAD,'links':[LINK,LATER,LINK]} | is given twice",
        "{HEAD,'links':[LINK,{}]} | links[1]",
        "{HEAD,'links':[[]]} | expected an object",
        "{HEAD,'links':{}} | should be a list",
        "{'links':[{}]} | not a GraphEvidence",
        "[] | expected an object",
      },
      quoteCharacter = '`')
  void whatIsWrongIsNamed(String text, String problem) {
    String json =
        text.replace("HEAD", HEAD).replace("LATER", LATER).replace("LINK", LINK).replace('\'', '"');
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(problem);
  }

  private GraphEvidence read(String text) throws IOException {
    return EvidenceJson.read(Files.writeString(folder.resolve("graph.evidence.json"), text));
  }
}
