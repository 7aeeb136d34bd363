package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.DecisionsYaml;
import dev.netgen.model.format.inventory.InventoryFile;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
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
  private static final Pattern OURS = Pattern.compile("(?m)^apiVersion: *netgen/");
  private static final Pattern PLATFORMS =
      Pattern.compile("(?m)^(?:- *)?(?:apiVersion|services) *:");

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
    boolean json = text.startsWith("{") || text.startsWith("[");
    boolean ours = OURS.matcher(text).find() || text.contains("CommunicationGraph");
    return ours
        ? text.contains(DecisionsYaml.KIND)
        : json || PLATFORMS.matcher(text).find() || isHosts(text);
  }

  /** Whether the first line that is no comment begins with an address (hosts(5)). */
  private static boolean isHosts(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .findFirst()
        .map(line -> isAddress(line.split("\\s", 2)[0]))
        .orElse(false);
  }

  private static boolean isAddress(String word) {
    try {
      return IpAddress.parse(word).bits() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
