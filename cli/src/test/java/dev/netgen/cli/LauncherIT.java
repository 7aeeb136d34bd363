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

/** {@code ./netgen} itself: from anywhere, through a link, with exit codes passed on. */
class LauncherIT {
  private static final int MOST_FORMS = 4;

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
   * What no archive of classes can hold costs at every start: method handles are written one after
   * another, in code that nothing has compiled yet; and what comes from a jar opens all before it.
   */
  @Test
  void flowsOfACaptureHardlyMakesClasses() throws Exception {
    Path archive = elsewhere.resolve("flows.jsa");
    Path log = elsewhere.resolve("classes.log");
    assertThat(flows("-XX:ArchiveClassesAtExit=" + archive)).isZero();
    assertThat(flows("-XX:SharedArchiveFile=" + archive + " -Xlog:class+load:file=" + log))
        .isZero();
    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded).anyMatch(line -> line.contains("shared objects file (top)"));
    assertThat(loaded).noneMatch(line -> line.contains("source: file:"));
    assertThat(
            loaded.stream().filter(line -> line.contains("LambdaForm$") && line.contains("Lookup")))
        .hasSizeLessThanOrEqualTo(MOST_FORMS);
  }

  private int flows(String javaOptions) throws IOException, InterruptedException {
    String capture = "samples/scenarios/snapped/recording/packets/eth0-0001.pcap";
    ProcessBuilder builder =
        new ProcessBuilder(
            netgen.toString(),
            "flows",
            netgen.resolveSibling(capture).toString(),
            "--format",
            "tsv");
    builder.environment().put("NETGEN_JAVA_OPTS", javaOptions);
    return finish(builder, elsewhere.resolve("out"));
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
