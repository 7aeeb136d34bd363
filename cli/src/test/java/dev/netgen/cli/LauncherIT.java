package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./netgen} itself: from anywhere, through a link, with exit codes passed on. */
class LauncherIT {
  private final Path netgen = Path.of("").toAbsolutePath().getParent().resolve("netgen");

  @TempDir private Path elsewhere;

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("a link"), netgen);
    Path out = elsewhere.resolve("out");
    assertThat(run(out, link.toString(), "--version")).isZero();
    Files.delete(link);
    assertThat(out).content().startsWith("netgen ").doesNotContain("not packaged");
  }

  @Test
  void passesArgumentsAndExitCodeOn() throws Exception {
    Path out = elsewhere.resolve("out");
    assertThat(run(out, netgen.toString(), "no such verb")).isEqualTo(2);
    assertThat(out).content().startsWith("netgen: ").contains("'no such verb'").hasLineCount(1);
  }

  @Test
  void refusesALibraryFolderWithoutTheJar() throws Exception {
    Path out = elsewhere.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(netgen.toString(), "--version");
    builder.environment().put("NETGEN_LIB", elsewhere.toString());
    assertThat(finish(builder, out)).isEqualTo(4);
    assertThat(out).content().startsWith("netgen: no netgen.jar: ");
  }

  /**
   * What is not in the archive of classes costs at every start: looking for a class opens every jar
   * before its own, and method handles are written, in code that nothing has compiled yet.
   */
  @ParameterizedTest
  @CsvSource({"shop/recording, 80", "scenarios/snapped/recording/packets/eth0-0001.pcap, 4"})
  void flowsLoadsItsClassesFromTheArchive(String sample, int mostForms) throws Exception {
    Path log = elsewhere.resolve("classes.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            netgen.toString(),
            "flows",
            netgen.resolveSibling("samples").resolve(sample).toString(),
            "--format",
            "tsv");
    builder.environment().put("NETGEN_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    assertThat(finish(builder, elsewhere.resolve("out"))).isZero();
    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded).anyMatch(line -> line.contains("shared objects file (top)"));
    assertThat(loaded).noneMatch(line -> line.contains("source: file:"));
    assertThat(
            loaded.stream().filter(line -> line.contains("LambdaForm$") && line.contains("Lookup")))
        .hasSizeLessThanOrEqualTo(mostForms);
  }

  /** With a heap that cannot grow this takes hours: a collection for every few flows. */
  @Test
  void theHeapOfFlowsGrowsWithWhatIsAlive() throws Exception {
    int flows = 500_000;
    Path flood = elsewhere.resolve("flood.pcap");
    String generator = "analyzer/src/test/java/dev/netgen/analyzer/flow/FloodFile.java";
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(
            finish(
                new ProcessBuilder(
                    java.toString(),
                    netgen.resolveSibling(generator).toString(),
                    String.valueOf(flows),
                    "1"),
                flood))
        .isZero();
    Path out = elsewhere.resolve("out");
    assertThat(run(out, netgen.toString(), "flows", flood.toString(), "--format", "tsv")).isZero();
    try (Stream<String> lines = Files.lines(out)) {
      assertThat(lines.filter(line -> line.contains("\ttcp\t")).count()).isEqualTo(flows);
    }
  }

  private int run(Path out, String... command) throws IOException, InterruptedException {
    return finish(new ProcessBuilder(List.of(command)), out);
  }

  private int finish(ProcessBuilder builder, Path out) throws IOException, InterruptedException {
    Process process =
        builder
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
