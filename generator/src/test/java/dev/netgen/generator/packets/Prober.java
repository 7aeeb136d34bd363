package dev.netgen.generator.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.model.net.Port;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Tries connections with real packets: the far end of {@code probe.py}, which it keeps running. */
final class Prober {
  private final Process process;
  private final Writer asked;
  private final BufferedReader results;
  private final Path errors;

  private Prober(Process process, Path errors) {
    this.process = process;
    this.asked = process.outputWriter(UTF_8);
    this.results = process.inputReader(UTF_8);
    this.errors = errors;
  }

  /** Starts the program, whose files go to the folder. */
  static Prober in(Path folder) throws IOException {
    Path program = folder.resolve("probe.py");
    try (var resource = Prober.class.getResourceAsStream("/packets/probe.py")) {
      if (resource == null) {
        throw new IOException("no probe.py among the resources");
      }
      Files.copy(resource, program);
    }
    Path errors = folder.resolve("errors");
    return new Prober(
        new ProcessBuilder("python3", program.toString()).redirectError(errors.toFile()).start(),
        errors);
  }

  /**
   * What became of each connection, in their order: open or refused, or what is neither.
   *
   * @throws IOException with what the program told, where it failed
   */
  ImmutableMap<Attempt, String> results(PodWorld world, ImmutableList<Attempt> attempts)
      throws IOException {
    try {
      ask(world, attempts);
    } catch (IOException e) {
      throw new IOException(Files.readString(errors, UTF_8), e);
    }
    ImmutableMap.Builder<Attempt, String> byAttempt = ImmutableMap.builder();
    for (Attempt attempt : attempts) {
      String result = results.readLine();
      if (result == null) {
        throw new IOException(Files.readString(errors, UTF_8));
      }
      byAttempt.put(attempt, result);
    }
    return byAttempt.buildOrThrow();
  }

  private void ask(PodWorld world, ImmutableList<Attempt> attempts) throws IOException {
    for (Host host : world.hosts()) {
      for (String address : host.addresses()) {
        for (Port port : world.ports()) {
          asked.write("server " + world.namespace(host) + " " + address + words(port));
        }
      }
    }
    for (Attempt attempt : attempts) {
      asked.write("probe " + world.namespace(attempt.from()) + " " + attempt.source());
      asked.write(" " + attempt.target() + words(attempt.port()));
    }
    asked.write("go\n");
    asked.flush();
  }

  private static String words(Port port) {
    return " " + port.transport().keyword() + " " + port.number() + "\n";
  }

  /** Ends the program. */
  void end() throws IOException, InterruptedException {
    asked.close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
