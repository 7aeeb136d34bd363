package dev.netgen.capture.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.base.Splitter;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program nft(8), in this network namespace. Texts go to its standard input, each as one
 * transaction; no shell sees them.
 */
public final class Nft {
  private static final int SECONDS = 60;
  private static final int MAX_ANSWER = 64 << 20;
  private static final String MORE_PATHS = ":/usr/sbin:/sbin";

  /** The kernel or nft refused a text, which then changed nothing. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Finds it; a ProblemException says what is in the way. */
  public static Nft find() {
    Nft nft = new Nft();
    try {
      nft.run("", "-j", "list", "tables");
      return nft;
    } catch (RefusedException e) {
      throw ProblemException.environment(
          "no permission to change the firewall",
          "nft: " + String.valueOf(e.getMessage()),
          "run as root in the engine's network namespace");
    }
  }

  private Nft() {}

  /** One transaction: all of it, or nothing. */
  void apply(String text) throws RefusedException {
    run(text, "-f", "-");
  }

  /** Whether there is such a table. */
  boolean has(String family, String table) {
    try {
      run("", "-t", "list", "table", family, table);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  /** A set or table as nft prints it in JSON; missing where there is none. */
  JsonNode list(String... what) {
    List<String> arguments = new ArrayList<>(List.of("-j", "list"));
    arguments.addAll(List.of(what));
    try {
      String answer = run("", arguments.toArray(String[]::new));
      return JsonMapper.builder().build().readTree(answer).path("nftables");
    } catch (RefusedException | IOException e) {
      return MissingNode.getInstance();
    }
  }

  private String run(String input, String... arguments) throws RefusedException {
    List<String> command = new ArrayList<>(List.of(program()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    try {
      return talk(builder.start(), input);
    } catch (IOException e) {
      throw ProblemException.environment(
          "nft cannot be run", String.valueOf(e.getMessage()), "install nftables 1.0 or later", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted");
    }
  }

  /** On the PATH, or where systems keep it for root. */
  private static String program() {
    String path = String.valueOf(System.getenv("PATH")) + MORE_PATHS;
    for (String directory : Splitter.on(':').omitEmptyStrings().split(path)) {
      Path program = Path.of(directory, "nft");
      if (program.isAbsolute() && Files.isExecutable(program)) {
        return program.toString();
      }
    }
    return "nft";
  }

  /** Written from another thread: nft may answer before it has read all. */
  private static String talk(Process nft, String input)
      throws IOException, InterruptedException, RefusedException {
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream to = nft.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                // it ended before it had read all, and says why
              }
            },
            "nft input");
    writer.setDaemon(true);
    writer.start();
    String answer;
    try (InputStream from = nft.getInputStream()) {
      answer = new String(from.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
    }
    if (!nft.waitFor(SECONDS, TimeUnit.SECONDS)) {
      nft.destroyForcibly();
      throw new RefusedException("nft does not end");
    }
    if (nft.exitValue() != 0) {
      throw new RefusedException(shorten(answer));
    }
    return answer;
  }

  private static String shorten(String answer) {
    String flat = answer.strip().replaceAll("\\s+", " ");
    return flat.length() <= 300 ? flat : flat.substring(0, 300) + "...";
  }
}
