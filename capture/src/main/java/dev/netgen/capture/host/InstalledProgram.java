package dev.netgen.capture.host;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of this machine that is asked something; no shell sees its arguments. */
public final class InstalledProgram {
  private static final int SECONDS = 10;
  private static final int MAX_ANSWER = 4 << 20;
  private static final String MORE_PATHS = ":/usr/sbin:/sbin";

  private final Path file;

  private InstalledProgram(Path file) {
    this.file = file;
  }

  /** The program of this name on the PATH, or where systems keep it for root. */
  public static Optional<InstalledProgram> find(String name) {
    String path = String.valueOf(System.getenv("PATH")) + MORE_PATHS;
    for (String directory : Splitter.on(':').omitEmptyStrings().split(path)) {
      Path file = Path.of(directory, name);
      if (file.isAbsolute() && Files.isExecutable(file)) {
        return Optional.of(new InstalledProgram(file));
      }
    }
    return Optional.empty();
  }

  /** What it prints; empty where it fails, prints more than 4 MiB, or does not end in 10 s. */
  public Optional<String> output(String... arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C");
    try {
      return output(builder.start());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> output(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    Thread limit = new Thread(() -> limit(process), "limit of a program");
    limit.setDaemon(true);
    limit.start();
    byte[] said;
    try (InputStream from = process.getInputStream()) {
      said = from.readNBytes(MAX_ANSWER);
    }
    if (said.length == MAX_ANSWER) {
      process.destroyForcibly();
    }
    return process.waitFor() == 0
        ? Optional.of(new String(said, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static void limit(Process process) {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
