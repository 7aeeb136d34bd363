package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineResult;
import dev.netgen.analyzer.settle.SettledSink;
import dev.netgen.model.format.InventoryReader;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Recordings and capture files to a graph with its evidence, in one pass over the packets. */
public final class Analyzer {
  private Analyzer() {}

  /**
   * Analyzes all inputs together. The order in which they are given does not matter, and an input
   * given twice counts once.
   *
   * @param inputs recordings, directories of capture files, capture files, or {@code -}
   * @param inventoryFiles inventories that apply to all inputs; a recording's own applies to its
   *     own packets besides
   * @throws ProblemException when an input or an inventory cannot be used
   */
  public static Analysis analyze(
      List<Path> inputs, List<Path> inventoryFiles, AnalyzerOptions options) {
    return analyze(inputs, inventoryFiles, options, settled -> {});
  }

  /**
   * The same, handing out each settled conversation on the way, also those that are never between
   * two peers; late evidence is not in them yet.
   */
  public static Analysis analyze(
      List<Path> inputs, List<Path> inventoryFiles, AnalyzerOptions options, SettledSink rows) {
    Inventory shared =
        inventoryFiles.isEmpty()
            ? Inventory.empty()
            : InventoryReader.read(distinct(inventoryFiles));
    Run run = new Run(shared, options, rows);
    PipelineResult read =
        PacketPipeline.run(
            distinct(inputs), options.pipeline(), run::flow, run::answer, run::begins);
    return run.finish(read);
  }

  /** Each file once, in an order that does not depend on the order given. */
  private static ImmutableList<Path> distinct(List<Path> paths) {
    TreeMap<String, Path> byName = new TreeMap<>();
    for (Path path : paths) {
      byName.putIfAbsent(path.toAbsolutePath().normalize().toString(), path);
    }
    return ImmutableList.copyOf(byName.values());
  }
}
