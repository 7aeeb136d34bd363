package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that end too early, at each byte: used as far as they go, or refused; never a defect. */
class CutInputTest {
  @TempDir private Path work;

  @Test
  void captureCutAtEachByte() throws IOException {
    byte[] whole = Inputs.capture(3); // a cut in a fourth frame is none that differs
    Path file = work.resolve("cut.pcap");
    Path recording = work.resolve("recording");
    Files.createDirectories(recording.resolve("packets"));
    Set<Integer> codes = new HashSet<>();
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      codes.add(refusedOrUsed(netgen("analyze", file), "cut.pcap"));
      if (length % 4 == 0) { // plain files are cut at each byte
        Files.write(recording.resolve("packets/a-0001.pcap"), Arrays.copyOf(whole, length));
        Invocation inside = netgen("analyze", recording, "--strict");
        assertThat(inside.code()).as("at byte %s: %s", length, inside).isIn(0, 1, 3);
      }
    }
    assertThat(codes).containsExactlyInAnyOrder(0, 3);
  }

  @Test
  void graphCutAtEachByte() throws IOException {
    Path file = work.resolve("graph.yaml");
    for (int length = 0; length <= Inputs.GRAPH.length(); length++) {
      Files.writeString(file, Inputs.GRAPH.substring(0, length));
      refusedOrUsed(netgen("show", file), "graph.yaml");
    }
  }

  @Test
  void filesOfARecordingCutAnywhere() throws IOException {
    Path recording = work.resolve("recording");
    Inputs.copy(Samples.ROOT.resolve("samples/scenarios/kube-named-port/recording"), recording);
    for (String name : List.of("recording.yaml", inventory(recording))) {
      byte[] whole = Files.readAllBytes(recording.resolve(name));
      for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
        Files.write(recording.resolve(name), Arrays.copyOf(whole, length));
        refusedOrUsed(netgen("show", recording), recording.resolve(name).toString());
      }
      Files.write(recording.resolve(name), whole);
    }
    assertThat(netgen("show", recording).code()).isZero();
  }

  private static String inventory(Path recording) throws IOException {
    return recording.relativize(Inputs.inventory(recording)).toString();
  }

  @Test
  void evidenceAndComposeFileCutAnywhere() throws IOException {
    Path graph = work.resolve("graph.yaml");
    assertThat(netgen("analyze", Samples.SHOP, "-o", graph).code()).isZero();
    Path evidence = work.resolve("graph.evidence.json");
    byte[] whole = Files.readAllBytes(evidence);
    for (int length = 0; length < whole.length - 1; length += 1 + whole.length / 50) {
      Files.write(evidence, Arrays.copyOf(whole, length));
      Invocation run = netgen("generate", graph, "-o", work.resolve("out"));
      assertThat(refusedOrUsed(run, "graph.evidence.json")).isEqualTo(3);
    }
    Files.write(evidence, whole);
    byte[] compose = Files.readAllBytes(Samples.ROOT.resolve("samples/shop/docker-compose.yaml"));
    Path file = work.resolve("docker-compose.yaml");
    for (int length = 0; length < compose.length; length += 1 + compose.length / 50) {
      Files.write(file, Arrays.copyOf(compose, length));
      Invocation run =
          netgen("generate", graph, "--compose", file, "-t", "compose", "-o", work.resolve("out"));
      assertThat(run.code()).as("at byte %s: %s", length, run).isIn(0, 1, 2, 3);
    }
  }

  private static int refusedOrUsed(Invocation run, String file) {
    assertThat(run.code()).as(run.toString()).isIn(0, 3);
    if (run.code() == 3) {
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .startsWith("netgen: ")
          .contains(file);
    }
    return run.code();
  }
}
