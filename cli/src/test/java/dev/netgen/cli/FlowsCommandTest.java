package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code netgen flows} on the samples. */
class FlowsCommandTest {
  private static final int CAPTURE = 0;
  private static final int PACKETS_UP = 11;
  private static final int FIRST_SEEN = 15;
  private static final int FIRST_FRAME = 17;

  private static Path capture() throws IOException {
    try (Stream<Path> files = Files.list(Samples.SHOP.resolve("packets"))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private static List<String[]> rows(Invocation run) {
    assertThat(run.code()).as(run.err()).isZero();
    List<String[]> rows = new ArrayList<>();
    run.out().lines().skip(1).forEach(line -> rows.add(line.split("\t", -1)));
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static long account(Invocation run, String name) {
    return run.err()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name + ": "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 2)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void packetsReadAreThoseOfRowsAndOfReasons() throws IOException {
    Invocation run = netgen("flows", capture(), "--format", "tsv");
    long inRows =
        rows(run).stream()
            .mapToLong(row -> Long.parseLong(row[PACKETS_UP]) + Long.parseLong(row[PACKETS_UP + 1]))
            .sum();
    assertThat(inRows).isEqualTo(account(run, "packets in flows"));
    assertThat(inRows + account(run, "arp")).isEqualTo(account(run, "packets read"));
  }

  @Test
  void rowsStandInTheOrderOfFirstPacketUnderThePathGiven() throws IOException {
    List<String[]> rows = rows(netgen("flows", capture(), "--format", "tsv"));
    assertThat(rows).extracting(row -> row[CAPTURE]).containsOnly(capture().toString());
    assertThat(rows)
        .isSortedAccordingTo(
            Comparator.comparing((String[] row) -> row[FIRST_SEEN])
                .thenComparingLong(row -> Long.parseLong(row[FIRST_FRAME])));
  }

  @Test
  void jsonTellsWhatTsvTells() throws IOException {
    List<String[]> rows = rows(netgen("flows", Samples.SHOP, "-f", "tsv"));
    String header =
        netgen("flows", Samples.SHOP, "-f", "tsv").out().lines().findFirst().orElseThrow();
    List<String> names = Splitter.on('\t').splitToList(header);
    JsonNode document =
        new ObjectMapper().readTree(netgen("flows", Samples.SHOP, "-f", "json").out());
    assertThat(document).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < names.size(); column++) {
        assertThat(document.get(i).path(names.get(column)).asText()).isEqualTo(rows.get(i)[column]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FlowList.Format.class)
  void theOrderOfInputsDoesNotMatter(FlowList.Format format) {
    String one = netgen("flows", Samples.SHOP, Samples.KUBERNETES, "-f", format.toString()).out();
    String other = netgen("flows", Samples.KUBERNETES, Samples.SHOP, "-f", format.toString()).out();
    assertThat(one).isEqualTo(other).isNotEmpty();
  }

  /** Whatever graph says, flows say: the same code settles both. */
  @Test
  void scansAreNamedAsInTheGraph() {
    Invocation run = netgen("flows", Samples.SHOP, "-f", "tsv");
    long scans = rows(run).stream().filter(row -> row[6].equals("scan")).count();
    assertThat(netgen("analyze", Samples.SHOP).err()).contains("scan=" + scans);
  }

  @Test
  void tunnelsAreLookedForOnThePortsThatAreNamed(@TempDir Path work) throws IOException {
    byte[] bytes = Files.readAllBytes(vxlanCapture());
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == 0x21 && bytes[i + 1] == 0x18) { // 8472
        bytes[i] = 0x39; // 14616
      }
    }
    Path moved = Files.write(work.resolve("moved.pcap"), bytes);
    Invocation plain = netgen("flows", moved, "-f", "tsv");
    assertThat(rows(plain)).allSatisfy(row -> assertThat(row[20]).isEmpty());
    Invocation told = netgen("flows", moved, "-f", "tsv", "--vxlan-port", "14616");
    assertThat(rows(told)).anySatisfy(row -> assertThat(row[20]).startsWith("vxlan:"));
    assertThat(netgen("flows", moved, "--geneve-port", "65536").code()).isEqualTo(2);
    assertThat(netgen("flows", moved, "--vxlan-port", "0").err())
        .contains("not a port: --vxlan-port 0");
  }

  private static Path vxlanCapture() throws IOException {
    Path packets = Path.of("../samples/scenarios/vxlan-underlay/recording/packets");
    try (Stream<Path> files = Files.list(packets)) {
      return files.sorted().findFirst().orElseThrow();
    }
  }
}
