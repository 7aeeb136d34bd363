package dev.netgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteStreams;
import dev.netgen.model.format.DecisionsYaml;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.format.inventory.InventoryFile;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code netgen show} was given, by what each is.
 *
 * @param graph at most one graph, then nothing else
 * @param inventories inventory files
 * @param recordings recordings and captures
 */
record ShownInputs(
    ImmutableList<Path> graph, ImmutableList<Path> inventories, ImmutableList<Path> recordings) {
  private static final long MOST_BYTES = 64L << 20;
  private static final Pattern OURS =
      Pattern.compile("^\uFEFF?[\"']?apiVersion[\"']?: *[\"']?netgen/");
  private static final Pattern KIND = Pattern.compile("^[\"']?kind[\"']? *:");
  private static final Pattern PLATFORMS =
      Pattern.compile("^\uFEFF?(?:- *)?[\"']?(?:apiVersion|services|include)[\"']? *:");

  /** By content; what cannot be told is taken for a capture, which says what is wrong with it. */
  static ShownInputs of(List<Path> inputs) {
    ImmutableList.Builder<Path> graphs = ImmutableList.builder();
    ImmutableList.Builder<Path> inventories = ImmutableList.builder();
    ImmutableList.Builder<Path> recordings = ImmutableList.builder();
    for (Path input : inputs) {
      if (isInventory(input)) {
        inventories.add(input);
      } else if (GraphSource.looksLikeGraph(input)) {
        graphs.add(input);
      } else {
        recordings.add(input);
      }
    }
    ShownInputs shown = new ShownInputs(graphs.build(), inventories.build(), recordings.build());
    if (!shown.graph().isEmpty() && inputs.size() > 1) {
      throw ProblemException.usage(
          "several inputs, and one is a graph",
          shown.graph().get(0).toString(),
          "give one graph, or recordings and inventories only");
    }
    return shown;
  }

  private static boolean isInventory(Path input) {
    Path file = InventoryFile.parse(input).file();
    if (!Files.isRegularFile(file)) {
      return false;
    }
    String head = OutputFiles.head(file);
    if (GraphSource.isBinary(head)) {
      return false;
    }
    String text = head.replace("\uFEFF", "").stripLeading();
    return (text.startsWith("{") || text.startsWith("["))
        ? !text.contains(GraphYaml.KIND)
        : isInventoryText(file);
  }

  /**
   * Whether a text says so in some line, however late: comments and extension fields (Compose
   * specification) may be long. The first line that is no comment begins with an address in a hosts
   * file (hosts(5)).
   */
  private static boolean isInventoryText(Path file) {
    try (InputStream in = ByteStreams.limit(Files.newInputStream(file), MOST_BYTES);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      String kind = "";
      boolean ours = false;
      boolean begun = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String bare = line.replace("\uFEFF", "").strip();
        if (bare.isEmpty() || bare.startsWith("#")) {
          continue;
        }
        if (!begun && isAddress(bare.split("\\s", 2)[0])) {
          return true;
        }
        begun = true;
        ours |= OURS.matcher(line).find();
        kind = KIND.matcher(line).find() ? line : kind;
        if (ours ? !kind.isEmpty() : PLATFORMS.matcher(line).find()) {
          return !ours || kind.contains(DecisionsYaml.KIND);
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isAddress(String word) {
    try {
      return IpAddress.parse(word).bits() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
