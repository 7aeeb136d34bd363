package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of every verb that analyzes recordings. */
final class AnalysisOptions {
  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description =
          "docker inspect, docker network inspect or kubectl get ... -A -o json output; repeatable."
              + " A recording's own inventory is used besides.")
  private List<Path> inventories = new ArrayList<>();

  Analysis analyze(List<Path> inputs) {
    return Analyzer.analyze(inputs, inventories, bounds());
  }

  /** Hands every conversation out besides; files are not digested, since no row names a digest. */
  Analysis list(List<Path> inputs, Consumer<SettledFlow> flows) {
    AnalyzerOptions bounds = bounds();
    return Analyzer.list(
        inputs, inventories, bounds.withPipeline(bounds.pipeline().withoutDigests()), flows);
  }

  private static AnalyzerOptions bounds() {
    AnalyzerOptions defaults = AnalyzerOptions.defaults();
    return defaults.withPipeline(defaults.pipeline().withStandardInput(System.in));
  }

  /** A graph that is read needs no inventory; giving one is a mistake. */
  void refuseInventories(Path graph) {
    if (!inventories.isEmpty()) {
      throw ProblemException.usage(
          "--inventory needs a recording", graph + " is a graph", "leave --inventory out");
    }
  }
}
