package dev.netgen.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.netgen.capture.testing.NeedsRoot;
import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.RecordingManifest;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real libpcap on a cable between two network namespaces made here. */
@NeedsRoot
@Timeout(120)
class InterfaceCaptureIT {
  private static final int FRAMES = 20_000;
  private static final String ID = Long.toString(ProcessHandle.current().pid(), 36);
  private static final String HERE = "ngi-a" + ID;
  private static final String THERE = "ngi-b" + ID;

  @TempDir Path dir;

  @BeforeEach
  void cable() throws Exception {
    run("ip", "netns", "add", HERE);
    run("ip", "netns", "add", THERE);
    run(
        "ip", "link", "add", "v0", "netns", HERE, "type", "veth", "peer", "name", "v1", "netns",
        THERE);
    run("ip", "-n", HERE, "addr", "add", "10.99.0.1/24", "dev", "v0");
    run("ip", "-n", THERE, "addr", "add", "10.99.0.2/24", "dev", "v1");
    run("ip", "-n", HERE, "link", "set", "v0", "up");
    run("ip", "-n", THERE, "link", "set", "v1", "up");
    run("ip", "-n", HERE, "route", "add", "10.98.0.7/32", "dev", "v0");
  }

  @AfterEach
  void unplug() throws Exception {
    run("ip", "netns", "delete", HERE);
    run("ip", "netns", "delete", THERE);
  }

  @Test
  void rotatesWithoutLossAndEndsInOrder() throws Exception {
    Process capture = start("4", "2000000");
    send();
    assertThat(capture.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(capture.exitValue()).isZero();
    RecordingManifest manifest = RecordingYaml.read(dir.resolve("rec/recording.yaml"));
    assertThat(manifest.stopped()).isEqualTo("duration");
    CaptureSource source = manifest.sources().get(0);
    assertThat(source.files().size()).isGreaterThan(1);
    assertThat(source.onlink()).hasToString("[10.98.0.7/32]");
    assertThat(source.linkType()).isEqualTo(1);
    long frames = 0;
    for (String file : source.files()) {
      frames += frames(dir.resolve("rec").resolve(file));
    }
    assertThat(frames).isEqualTo(source.received());
    assertThat(source.received() + source.droppedByKernel()).isGreaterThanOrEqualTo(FRAMES);
  }

  @Test
  void killedAtAnyInstantWhatIsOnDiskReads() throws Exception {
    Process capture = start("60", "100000000");
    send();
    Thread.sleep(1000);
    capture.destroyForcibly().waitFor();
    RecordingManifest manifest = RecordingYaml.read(dir.resolve("rec/recording.yaml"));
    assertThat(manifest.ended()).isEmpty();
    Path file = dir.resolve("rec").resolve(manifest.sources().get(0).files().get(0));
    assertThat(frames(file)).isGreaterThanOrEqualTo(FRAMES - dropped(manifest));
  }

  @Test
  void aVanishedInterfaceEndsTheRecordingInOrder() throws Exception {
    Process capture = start("60", "100000000");
    run("ip", "-n", THERE, "link", "delete", "v1");
    assertThat(capture.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(capture.exitValue()).isZero();
    assertThat(RecordingYaml.read(dir.resolve("rec/recording.yaml")).stopped())
        .isEqualTo("sources");
  }

  private static long dropped(RecordingManifest manifest) {
    return manifest.sources().stream().mapToLong(CaptureSource::droppedByKernel).sum();
  }

  private Process start(String seconds, String rotate) throws Exception {
    Path rec = dir.resolve("rec");
    List<String> command =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--net=/run/netns/" + HERE,
                "java",
                "-cp",
                System.getProperty("java.class.path"),
                CaptureProcess.class.getName(),
                rec.toString(),
                seconds,
                rotate,
                "v0"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File(dir.toFile(), "log"))
            .start();
    for (int i = 0; i < 600 && !Files.exists(rec.resolve("recording.yaml")); i++) {
      assertThat(process.isAlive()).describedAs(Files.readString(dir.resolve("log"))).isTrue();
      Thread.sleep(50);
    }
    return process;
  }

  private static void send() throws Exception {
    run(
        "nsenter",
        "--net=/run/netns/" + THERE,
        "java",
        "-cp",
        System.getProperty("java.class.path"),
        CaptureProcess.class.getName(),
        "send",
        "10.99.0.1",
        Integer.toString(FRAMES));
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).describedAs(ImmutableList.copyOf(command).toString()).isZero();
  }

  private static long frames(Path file) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    long frames = 0;
    for (int at = 24; at + 16 <= bytes.limit(); at += 16 + bytes.getInt(at + 8)) {
      frames += at + 16 + bytes.getInt(at + 8) <= bytes.limit() ? 1 : 0;
    }
    return frames;
  }
}
