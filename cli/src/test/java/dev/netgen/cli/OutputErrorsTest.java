package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places that cannot be written, or where something stands that netgen did not write. */
class OutputErrorsTest {
  private static final String FOREIGN = "kept by somebody\n";

  @TempDir private Path work;

  @BeforeEach
  void prepare() throws IOException {
    Inputs.write(work.resolve("in"));
    Files.writeString(work.resolve("file"), FOREIGN);
    Files.createDirectories(work.resolve("folder"));
    Files.createDirectories(work.resolve("full/compose"));
    Files.writeString(work.resolve("full/graph.yaml"), FOREIGN);
    Files.writeString(work.resolve("full/graph.evidence.json"), FOREIGN);
    Files.writeString(work.resolve("full/compose/networks.netgen.yaml"), FOREIGN);
  }

  private Invocation run(String line) {
    return netgen(
        Arrays.stream(line.split(" "))
            .map(
                word ->
                    switch (word) {
                      case "SHOP" -> Samples.SHOP.toString();
                      case "CAPTURE" -> work.resolve("in/good.pcap").toString();
                      case "GRAPH" -> work.resolve("in/graph.yaml").toString();
                      default -> word.startsWith("W/") ? work.resolve(word.substring(2)) : word;
                    })
            .toArray());
  }

  private void fails(String line, int code, String names) {
    Map<String, String> before = Tree.of(work);
    Invocation run = run(line);
    assertThat(run.code()).as(line + ": " + run).isEqualTo(code);
    assertThat(run.out()).as(line).isEmpty();
    assertThat(run.err().lines())
        .as(line)
        .singleElement()
        .asString()
        .startsWith("netgen: ")
        .contains(names, "; ");
    assertThat(Tree.of(work)).as(line).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "analyze CAPTURE -o W/file/graph.yaml, 4, file/graph.yaml",
    "analyze CAPTURE -o W/file/more/graph.yaml, 4, file/more/graph.yaml",
    "generate SHOP -o W/file/out, 4, file/out/",
    "generate GRAPH -o W/out --proof W/file/proof.json, 4, file/proof.json",
    "analyze CAPTURE -o W/folder, 2, folder",
    "generate GRAPH -o W/file, 2, file",
    "generate GRAPH -o W/out --proof W/folder, 2, folder",
    "analyze CAPTURE -o W/file, 2, file",
    "analyze CAPTURE -o W/full/graph.yaml, 2, full/graph.yaml",
    "analyze CAPTURE -o W/full/graph.yml, 2, full/graph.evidence.json",
    "analyze CAPTURE -o W/in/good.pcap, 2, good.pcap",
    "generate SHOP -o W/full, 2, full/graph.yaml",
    "generate GRAPH -o W/full, 2, full/compose/networks.netgen.yaml",
    "generate GRAPH -o W/out --proof W/file, 2, file",
    "generate SHOP -o W/out --proof W/out/graph.yaml, 2, out/graph.yaml",
    "capture interface lo --duration 1s -o W/file, 2, file",
    "capture interface lo --duration 1s -o W/file/recording, 2, file/recording",
    "capture interface lo --duration 1s -o W/full, 2, full",
    "capture interface netgen-none0 --duration 1s -o W/out, 2, netgen-none0",
    "capture interface lo --duration 1s --inventory W/none.json -o W/out, 3, none.json",
    "capture interface lo --duration 1s --inventory W/file -o W/out, 3, file",
  })
  void isRefused(String line, int code, String names) {
    fails(line, code, names);
  }

  /** Even root may not write there. */
  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "analyze CAPTURE -o /proc/netgen/graph.yaml, /proc/netgen/graph.yaml",
    "analyze CAPTURE -o /sys/netgen/graph.yaml, /sys/netgen/graph.yaml",
    "generate SHOP -o /proc/netgen, /proc/netgen/",
    "generate GRAPH -o W/out --proof /proc/proof.json, /proc/proof.json",
  })
  void cannotBeWritten(String line, String names) {
    fails(line, 4, names);
  }

  @Test
  void foreignFilesAreOverwrittenWhenForced() throws IOException {
    assertThat(run("generate SHOP -o W/full --force").code()).isZero();
    assertThat(Tree.of(work.resolve("full")).values()).noneMatch(FOREIGN::equals);
    assertThat(run("analyze CAPTURE -o W/file --force").code()).isZero();
    assertThat(Files.readString(work.resolve("file"))).startsWith("apiVersion: netgen/v1\n");
  }

  @Test
  void foreignFilesThatAreNotInTheWayAreLeftAloneAndNamed() throws IOException {
    Path out = work.resolve("out");
    assertThat(run("generate SHOP -o W/out").code()).isZero();
    Map<String, String> generated = Tree.of(out);
    Path mine = out.resolve("compose/mine.yaml");
    Path old = out.resolve("compose/old.yaml");
    Files.writeString(mine, FOREIGN);
    Files.copy(out.resolve("compose/networks.netgen.yaml"), old);
    Files.writeString(out.resolve("notes.txt"), FOREIGN);
    Invocation run = run("generate SHOP -o W/out");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("left alone " + mine + ": netgen did not write it")
        .contains("removed " + old + ": ");
    assertThat(Files.readString(mine)).isEqualTo(FOREIGN);
    assertThat(Files.readString(out.resolve("notes.txt"))).isEqualTo(FOREIGN);
    Files.delete(mine);
    Files.delete(out.resolve("notes.txt"));
    assertThat(Tree.of(out)).isEqualTo(generated);
  }

  @Test
  void aGraphIsReplacedByTheNextOne() throws IOException {
    assertThat(run("analyze CAPTURE -o W/out/graph.yaml").code()).isZero();
    String first = Files.readString(work.resolve("out/graph.yaml"));
    assertThat(run("analyze SHOP -o W/out/graph.yaml").code()).isZero();
    assertThat(Files.readString(work.resolve("out/graph.yaml"))).isNotEqualTo(first);
    assertThat(Tree.of(work.resolve("out")).keySet())
        .containsExactlyInAnyOrder("", "graph.evidence.json", "graph.yaml");
  }
}
