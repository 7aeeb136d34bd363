package dev.netgen.generator.verify.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import dev.netgen.generator.verify.docker.Matrix.Attempt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The far end of {@code probe.py}: one for each state of the engine. */
final class LiveProber implements AutoCloseable {
  private final Process process;
  private final Writer asked;
  private final BufferedReader results;
  private final Path errors;

  private LiveProber(Process process, Path errors) {
    this.process = process;
    this.asked = process.outputWriter(UTF_8);
    this.results = process.inputReader(UTF_8);
    this.errors = errors;
  }

  /** Starts it with these namespaces and servers. */
  static LiveProber start(Path folder, Collection<String> lines) throws IOException {
    Path program = folder.resolve("probe.py");
    try (var resource = LiveProber.class.getResourceAsStream("/docker/probe.py")) {
      if (resource == null) {
        throw new IOException("no probe.py among the resources");
      }
      Files.write(program, resource.readAllBytes());
    }
    Path errors = folder.resolve("errors");
    LiveProber prober =
        new LiveProber(
            new ProcessBuilder("python3", program.toString())
                .redirectError(errors.toFile())
                .start(),
            errors);
    prober.say(lines);
    return prober;
  }

  private void say(Collection<String> lines) throws IOException {
    for (String line : lines) {
      asked.write(line + "\n");
    }
  }

  /** What became of each. */
  ImmutableMap<Attempt, String> results(Collection<Attempt> attempts, double patience)
      throws IOException {
    List<String> lines =
        attempts.stream()
            .map(
                each ->
                    "probe "
                        + each.space()
                        + " "
                        + each.port().transport().keyword()
                        + " "
                        + each.address()
                        + " "
                        + each.port().number())
            .toList();
    List<String> said = answers(lines, patience);
    ImmutableMap.Builder<Attempt, String> byAttempt = ImmutableMap.builder();
    int at = 0;
    for (Attempt attempt : attempts) {
      byAttempt.put(attempt, said.get(at++));
    }
    return byAttempt.buildOrThrow();
  }

  /** One line for each question. */
  List<String> answers(Collection<String> questions, double patience) throws IOException {
    List<String> answers = new ArrayList<>();
    if (questions.isEmpty()) {
      return answers;
    }
    try {
      say(questions);
      say(List.of("go " + patience));
      asked.flush();
    } catch (IOException e) {
      throw new IOException(Files.readString(errors, UTF_8), e);
    }
    for (String question : questions) {
      String line = results.readLine();
      if (line == null) {
        throw new IOException("no answer to " + question + ": " + Files.readString(errors, UTF_8));
      }
      answers.add(line);
    }
    return answers;
  }

  @Override
  public void close() throws IOException {
    asked.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
