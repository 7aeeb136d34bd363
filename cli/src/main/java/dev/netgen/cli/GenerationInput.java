package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.generator.rebind.Rebinding;
import dev.netgen.generator.rebind.Rebound;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.report.PlainLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What policies are made from: a graph as it was recorded, or told in the terms of another cluster.
 *
 * @param source where the graph came from
 * @param graph the graph policies are made from
 * @param evidence its evidence
 * @param rebound how it was told anew, where it was
 */
record GenerationInput(
    GraphSource source,
    CommunicationGraph graph,
    GraphEvidence evidence,
    Optional<Rebound> rebound) {

  /** Reads, analyzes, and binds a graph that was given with an inventory. */
  static GenerationInput of(
      List<Path> inputs, AnalysisOptions options, Optional<Path> evidenceFile) {
    EvidenceAhead ahead = EvidenceAhead.of(inputs, evidenceFile);
    GraphSource source = GraphSource.bindable(inputs, options);
    GraphEvidence evidence = ahead.evidence().orElseGet(() -> source.evidence(evidenceFile));
    if (source.file().isEmpty() || !options.anyInventory()) {
      return new GenerationInput(source, source.graph(), evidence, Optional.empty());
    }
    Rebound rebound =
        Rebinding.rebind(
            source.graph(), evidence, options.inventoryFiles(List.of()).read(), options.decided());
    return new GenerationInput(source, rebound.graph(), rebound.evidence(), Optional.of(rebound));
  }

  /** Whether peers were left that the other cluster's inventory does not have. */
  boolean unbound() {
    return rebound.isPresent() && !rebound.get().holds();
  }

  /** One line for each peer that is unbound. */
  void printUnbound(PrintWriter err) {
    rebound.ifPresent(
        bound -> {
          bound.unbound().forEach(line -> err.println("unbound: " + PlainLines.line(line)));
          err.println(
              "nothing was generated: "
                  + bound.unbound().size()
                  + " peers or ports are not found in the other cluster");
        });
  }

  /** What a reviewer must know. */
  void printNotes(PrintWriter err) {
    source.analysis().ifPresent(analysis -> AccountLines.print(analysis, err));
    rebound.ifPresent(
        bound -> bound.notes().forEach(line -> err.println("bound: " + PlainLines.line(line))));
  }

  /** Whether the recordings lost more than may be; a graph that was read tells nothing of that. */
  boolean fails(Strictness strictness, PrintWriter err) {
    return source.analysis().map(analysis -> strictness.fails(analysis, err)).orElse(false);
  }

  /** Adds the graph that was made here; one that was read is not written again. */
  void plan(OutputFiles files, Path graphFile) {
    Optional<Analysis> analysis = source.analysis();
    if (analysis.isPresent() || rebound.isPresent()) {
      source.file().ifPresent(read -> refuseSame(read, graphFile));
      GraphFiles.plan(files, graphFile, graph, evidence);
    }
  }

  private static void refuseSame(Path read, Path written) {
    try {
      if (Files.exists(written) && Files.isSameFile(read, written)) {
        throw ProblemException.usage(
            "would overwrite the graph that was read",
            written.toString(),
            "name another directory with -o");
      }
    } catch (IOException e) {
      throw ProblemException.environment(
          "cannot be compared with " + read, written.toString(), "check its permissions", e);
    }
  }
}
