package dev.netgen.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.capture.testing.NeedsRoot;
import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.RecordingManifest;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine of our own, in a network namespace of its own. */
@NeedsRoot
@Timeout(240)
class DockerCaptureIT {
  private static final String LABEL = "com.docker.compose.project=proj";

  @TempDir static Path dir;
  private static String netns = "";
  private static String host = "";

  @BeforeAll
  static void engine() throws Exception {
    String environment = run("../scripts/engine", "start", engineDirectory());
    netns = value(environment, "NETGEN_ENGINE_NETNS");
    host = value(environment, "DOCKER_HOST");
    Path root = Files.createDirectories(dir.resolve("image/bin"));
    Files.copy(Path.of("/bin/busybox"), root.resolve("sh"));
    root.resolve("sh").toFile().setExecutable(true);
    Path tar = dir.resolve("image.tar");
    run("tar", "-C", dir.resolve("image").toString(), "-cf", tar.toString(), ".");
    docker("import", tar.toString(), "box");
  }

  @AfterAll
  static void stop() throws Exception {
    run("../scripts/engine", "stop", engineDirectory());
  }

  private static String engineDirectory() {
    return "/tmp/ngit-" + ProcessHandle.current().pid();
  }

  @Test
  void followsWhatComesAndGoesAndKeepsNoSecret() throws Exception {
    docker("network", "create", "--label", LABEL, "proj_back");
    docker("network", "create", "--subnet", "10.213.64.0/20", "other_net");
    run("nsenter", "--net=/run/netns/" + netns, "ip", "link", "add", "vpn0", "type", "bridge");
    run("nsenter", "--net=/run/netns/" + netns, "ip", "link", "set", "vpn0", "up");
    run(
        "nsenter",
        "--net=/run/netns/" + netns,
        "ip",
        "route",
        "add",
        "10.77.0.0/16",
        "dev",
        "vpn0");
    box(
        "server",
        "proj_back",
        "--label",
        LABEL,
        "--label",
        "token=CANARY",
        "-e",
        "PW=CANARY",
        "-p",
        "8099:80");
    Path rec = dir.resolve("rec");
    Process capture = capture(rec);
    await(rec, "filter: \"tcp port 8099\"");
    call(8099);
    call(7);
    docker("network", "create", "--label", LABEL, "proj_late");
    box("intruder", "proj_late", "-e", "X=CANARY", "-p", "8098:80");
    await(rec, "filter: \"tcp port 8098 or tcp port 8099\"");
    call(8098);
    docker(
        "run",
        "--rm",
        "--network",
        "proj_back",
        "--label",
        LABEL,
        "--name",
        "brief",
        "box",
        "/bin/sh",
        "-c",
        "sleep 0.5");
    assertThat(capture.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(capture.exitValue()).describedAs(Files.readString(dir.resolve("log"))).isZero();
    RecordingManifest manifest = RecordingYaml.read(rec.resolve("recording.yaml"));
    assertThat(manifest.sources().stream().map(CaptureSource::network))
        .containsExactlyInAnyOrder("proj_back", "proj_late", "");
    assertThat(called(rec)).containsExactly(8098, 8099);
    assertThat(manifest.sources()).allSatisfy(s -> assertThat(s.onlink()).isNotEmpty());
    assertThat(manifest.engine()).hasValueSatisfying(e -> assertThat(e.version()).isNotEmpty());
    String inventory = inventory(rec);
    assertThat(inventory).contains("/server", "/intruder").doesNotContain("CANARY");
    assertThat(inventory)
        .containsPattern("\"dst\" : \"10.77.0.0/16\",\\s+\"dev\" : \"vpn0\"\\s+}")
        .containsPattern(
            "\"dst\" : \"10.213.64.0/20\",\\s+\"dev\" : \"br-[0-9a-f]+\",\\s+\"network\" :"
                + " \"other_net\"");
    assertThat(inventory).containsPattern("\"Name\" : \"brief\",[^}]*\"IPv4Address\" : \"[0-9.]+/");
  }

  /** Somebody on the host calls one of its ports; docker-proxy takes the call. */
  private static void call(int port) throws Exception {
    new ProcessBuilder(
            "nsenter",
            "--net=/run/netns/" + netns,
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/" + port)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void await(Path rec, String line) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (Files.readString(rec.resolve("recording.yaml")).contains(line)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(line + " is not in the manifest");
  }

  /** The ports that were called where calls reach the host: those of TCP's first packets. */
  private static Set<Integer> called(Path rec) throws Exception {
    ByteBuffer packets =
        ByteBuffer.wrap(Files.readAllBytes(rec.resolve("packets/lo-0001.pcap")))
            .order(ByteOrder.nativeOrder());
    Set<Integer> ports = new TreeSet<>();
    for (int at = 24; at < packets.limit(); at += 16 + packets.getInt(at + 8)) {
      int tcp = at + 16 + 14 + 20; // behind the headers of the record, Ethernet and IPv4
      assertThat(packets.get(at + 16 + 14 + 9)).isEqualTo((byte) 6);
      if (packets.get(tcp + 13) == 2) {
        ports.add((packets.get(tcp + 2) & 0xFF) << 8 | (packets.get(tcp + 3) & 0xFF));
      }
    }
    return ports;
  }

  private static Process capture(Path rec) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "nsenter",
            "--net=/run/netns/" + netns,
            "java",
            "-cp",
            System.getProperty("java.class.path"),
            CaptureProcess.class.getName(),
            "docker",
            rec.toString(),
            "12",
            "proj");
    builder.environment().put("DOCKER_HOST", host);
    Process process =
        builder.redirectErrorStream(true).redirectOutput(new File(dir.toFile(), "log")).start();
    for (int i = 0; i < 900 && !Files.exists(rec.resolve("recording.yaml")); i++) {
      assertThat(process.isAlive()).describedAs(Files.readString(dir.resolve("log"))).isTrue();
      Thread.sleep(50);
    }
    return process;
  }

  private static String inventory(Path rec) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(rec.resolve("inventory"))) {
      for (Path file : files.sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static void box(String name, String network, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("run", "-d", "--name", name, "--network", network));
    command.addAll(List.of(more));
    command.addAll(List.of("box", "/bin/sh", "-c", "exec sleep 200"));
    docker(command.toArray(String[]::new));
  }

  private static void docker(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker", "-H", host));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(String.join(" ", command)).isZero();
    return out;
  }

  private static String value(String environment, String name) {
    return Pattern.compile("export " + name + "=(\\S+)")
        .matcher(environment)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
