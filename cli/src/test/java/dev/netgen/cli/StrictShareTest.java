package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --strict=SHARE}: how much may be lost or belong to nobody known. */
class StrictShareTest {
  @TempDir private Path work;

  /** A capture without inventory: no end is known. */
  private Path unknown() throws IOException {
    return Files.copy(
        Samples.KUBERNETES.resolve("packets/calife631ed16bf-0001.pcap"),
        work.resolve("capture.pcap"));
  }

  /** A recording with 7 of 2,000 and some packets dropped. */
  private Path dropped() throws IOException {
    Path recording = work.resolve("recording");
    Inputs.copy(Samples.KUBERNETES, recording);
    Path manifest = recording.resolve("recording.yaml");
    Files.writeString(
        manifest,
        Files.readString(manifest).replaceFirst("droppedByKernel: 0", "droppedByKernel: 7"));
    return recording;
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "flows"})
  void unresolvedFlowsAreToldWithCountsAndReasons(String verb) throws IOException {
    for (String option : List.of("--strict", "--strict=0", "--strict=0.99")) {
      Invocation run = netgen(verb, unknownOnce(), option);
      assertThat(run.code()).as(option + run.err()).isEqualTo(1);
      assertThat(run.err())
          .containsPattern(
              "strict: \\d+ of \\d+ flows of links have an end that belongs to nobody known"
                  + " \\(100 %\\), more than (0|99) %: private, in no inventory: \\d+\n");
    }
    assertThat(netgen(verb, unknownOnce(), "--strict=1").code()).isZero();
    assertThat(netgen(verb, unknownOnce()).code()).isZero();
  }

  private Path unknownOnce() throws IOException {
    Path file = work.resolve("capture.pcap");
    return Files.exists(file) ? file : unknown();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.0001, 1", "0.001, 1", "0.01, 0", "1, 0"})
  void lossIsComparedWithPackets(String share, int code) throws IOException {
    Invocation run = netgen("analyze", dropped(), "--strict=" + share);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).contains("lost: drops: ");
    if (code == 1) {
      assertThat(run.err())
          .containsPattern("strict: 7 of \\d+ packets are lost .*: drops: .*: 7\n");
    } else {
      assertThat(run.err()).doesNotContain("strict: ");
    }
  }

  @Test
  void aWordBehindStrictIsAnInput() {
    Invocation run = netgen("analyze", "--strict", Samples.SHOP);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("apiVersion: netgen/v1");
  }

  @Test
  void generateIsStrictToo() throws IOException {
    Path out = work.resolve("out");
    Invocation run = netgen("generate", dropped(), "-o", out, "--strict");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("strict: 7 of ");
    assertThat(out).as("the proof holds, so that it is written").isDirectory();
    assertThat(netgen("generate", work.resolve("recording"), "-o", out, "--strict=0.1").code())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-0.1", "1.1", "1e-3", "NaN", "0x1p-3", "5%"})
  void sharesThatAreNone(String share) {
    Invocation run = netgen("analyze", Samples.SHOP, "--strict=" + share);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("is not a share from 0 to 1").hasLineCount(1);
  }
}
