package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netgen.analyzer.detect.Protocols;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProtocolsCommandTest {
  @Test
  void everyDetectorIsARowInEachForm() throws IOException {
    List<String> tsv = netgen("protocols", "--format", "tsv").out().lines().toList();
    List<String> table = netgen("protocols").out().lines().toList();
    JsonNode json = new ObjectMapper().readTree(netgen("protocols", "-f", "json").out());

    assertThat(tsv).hasSize(Protocols.all().size() + 1);
    assertThat(tsv).allMatch(line -> line.split("\t", -1).length == 5);
    assertThat(table).hasSameSizeAs(tsv);
    assertThat(json).hasSize(Protocols.all().size());
    assertThat(tsv.get(0)).isEqualTo("protocol\ttransport\ttitle\ttells\tsource");
    assertThat(tsv).anyMatch(line -> line.startsWith("redis\ttcp\t"));
    assertThat(json.get(0).get("tells").isArray()).isTrue();
  }

  @Test
  void theSameRowComesOnce() {
    List<String> rows = netgen("protocols", "-f", "tsv").out().lines().toList();
    assertThat(rows).doesNotHaveDuplicates();
  }
}
