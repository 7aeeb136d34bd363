package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --strict} fails on loss, and only on loss. */
class StrictTest {
  @TempDir private Path work;

  private Path recording() throws IOException {
    Path recording = work.resolve("recording");
    Inputs.copy(Samples.KUBERNETES, recording);
    return recording;
  }

  private static void passes(Path input) {
    Invocation run = netgen("analyze", input, "--strict");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("lost: ");
  }

  /** The same without {@code --strict} says it and passes. */
  private static void fails(Path input, String says) {
    assertThat(netgen("analyze", input).code()).isZero();
    Invocation run = netgen("analyze", input, "--strict");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(says);
    assertThat(netgen("show", input).err()).as("other verbs say it too").contains(says);
  }

  @Test
  void notesThatAreHarmlessPass() throws IOException {
    passes(Samples.SHOP);
    Path recording = recording();
    Files.writeString(recording.resolve("packets/README"), "not a capture");
    Path lease =
        Files.writeString(
            work.resolve("lease.json"),
            "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [{\"apiVersion\": \"v1\","
                + " \"kind\": \"Lease\", \"metadata\": {\"name\": \"x\"}}]}");
    Invocation run = netgen("analyze", recording, "--strict", "--inventory", lease);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("joined", "kubernetes kind Lease", "README");
    passes(recording);
  }

  @ParameterizedTest
  @ValueSource(strings = {"droppedByKernel", "droppedByInterface", "truncated"})
  void dropsFail(String field) throws IOException {
    Path manifest = recording().resolve("recording.yaml");
    String text = Files.readString(manifest);
    assertThat(text).contains(field + ": 0");
    Files.writeString(manifest, text.replaceFirst(field + ": 0", field + ": 7"));
    fails(work.resolve("recording"), "lost: drops: ");
  }

  @Test
  void cutFileFails() throws IOException {
    Path file = recording().resolve("packets/calife631ed16bf-0001.pcap");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    fails(work.resolve("recording"), "lost: cut: calife631ed16bf-0001.pcap at byte ");
  }

  @Test
  void missingFileFails() throws IOException {
    Files.delete(recording().resolve("packets/calife631ed16bf-0001.pcap"));
    fails(work.resolve("recording"), "lost: damaged: ");
  }

  @Test
  void trafficThatIsNotDecodedFails() throws IOException {
    Path folder = work.resolve("mixed");
    Files.createDirectories(folder);
    Files.write(folder.resolve("good.pcap"), Inputs.capture());
    Files.write(folder.resolve("strange.pcap"), Inputs.withLinkType(Inputs.capture(), 147));
    fails(folder, "lost: link type 147");
  }

  @Test
  void addressesOfNobodyFail() throws IOException {
    Path file = work.resolve("capture.pcap");
    Files.copy(Samples.KUBERNETES.resolve("packets/calife631ed16bf-0001.pcap"), file);
    fails(file, "unresolved:...");
  }
}
