package dev.netgen.generator.verify.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs, each with a limit of time, and tells what they said when they fail. */
final class Commands {
  private static final int SECONDS = 180;

  private final Path folder;
  private final ImmutableMap<String, String> environment;

  Commands(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = ImmutableMap.copyOf(environment);
  }

  /** What it prints. */
  String run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  /** What it prints. */
  String run(List<String> command) throws IOException, InterruptedException {
    Running running = start(command);
    return running.end();
  }

  /** Begins it. */
  Running start(List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Running(command, process, out, err);
  }

  /** Begins what is to run on; all it says goes to this file. */
  Process begin(List<String> command, Path told) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(told.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** A program under way. */
  record Running(List<String> command, Process process, Path out, Path err) {

    /** Waits for its end: what it printed. */
    String end() throws IOException, InterruptedException {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        throw new IOException("still running after " + SECONDS + " s: " + command);
      }
      String said = Files.readString(out, UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(
            String.join(" ", command) + " failed:\n" + said + Files.readString(err, UTF_8));
      }
      Files.delete(out);
      Files.delete(err);
      return said;
    }
  }
}
