package dev.netgen.generator.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tries connections with real packets: the far end of {@code probe.py}. */
final class Prober {
  private static final int SECONDS = 120;

  private final Path folder;

  Prober(Path folder) {
    this.folder = folder;
  }

  /**
   * What became of each connection, in their order: open or refused, or what is neither.
   *
   * @throws IOException with what the program told, where it failed
   */
  ImmutableMap<Attempt, String> results(PodWorld world, ImmutableList<Attempt> attempts)
      throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (Host host : world.hosts()) {
      for (String address : host.addresses()) {
        for (Port port : world.ports()) {
          lines.append("server " + world.namespace(host) + " " + address + words(port));
        }
      }
    }
    for (Attempt attempt : attempts) {
      lines.append("probe " + world.namespace(attempt.from()) + " " + attempt.source());
      lines.append(" " + attempt.target() + words(attempt.port()));
    }
    List<String> results = run(lines.toString());
    if (results.size() != attempts.size()) {
      throw new IOException(attempts.size() + " attempts, " + results.size() + " results");
    }
    ImmutableMap.Builder<Attempt, String> byAttempt = ImmutableMap.builder();
    for (int i = 0; i < results.size(); i++) {
      byAttempt.put(attempts.get(i), results.get(i));
    }
    return byAttempt.buildOrThrow();
  }

  private static String words(Port port) {
    return " " + port.transport().keyword() + " " + port.number() + "\n";
  }

  private List<String> run(String lines) throws IOException, InterruptedException {
    Path input = Files.writeString(folder.resolve("probes"), lines);
    Path output = folder.resolve("results");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder("python3", program().toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("no end after " + SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(Files.readString(errors, UTF_8));
    }
    return Files.readAllLines(output, UTF_8);
  }

  private Path program() throws IOException {
    Path program = folder.resolve("probe.py");
    if (!Files.exists(program)) {
      try (var resource = Prober.class.getResourceAsStream("/packets/probe.py")) {
        if (resource == null) {
          throw new IOException("no probe.py among the resources");
        }
        Files.copy(resource, program);
      }
    }
    return program;
  }
}
