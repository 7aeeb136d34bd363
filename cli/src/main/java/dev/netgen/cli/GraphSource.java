package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.model.format.EvidenceJson;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A graph from what a verb was given: a graph file, or recordings and captures, which are analyzed.
 *
 * @param graph the graph
 * @param file the file it was read from, where it was
 * @param analysis the analysis it was made by just now, where it was not read
 */
record GraphSource(CommunicationGraph graph, Optional<Path> file, Optional<Analysis> analysis) {

  /** Reads or analyzes; several inputs must all be recordings or captures. */
  static GraphSource of(List<Path> inputs, AnalysisOptions options) {
    GraphSource source = bindable(inputs, options);
    source.file().ifPresent(options::refuseInventories);
    return source;
  }

  /** The same for who can use an inventory beside a graph. */
  static GraphSource bindable(List<Path> inputs, AnalysisOptions options) {
    List<Path> graphs = inputs.stream().filter(GraphSource::looksLikeGraph).toList();
    if (graphs.isEmpty()) {
      Analysis analysis = options.analyze(inputs);
      return new GraphSource(analysis.graph(), Optional.empty(), Optional.of(analysis));
    }
    if (inputs.size() > 1) {
      throw ProblemException.usage(
          "several inputs, and one is a graph",
          graphs.get(0).toString(),
          "give one graph, or recordings only");
    }
    Path file = graphs.get(0);
    options.refuseIdleDecisions(file);
    return new GraphSource(GraphYaml.read(file), Optional.of(file), Optional.empty());
  }

  /**
   * What the graph rests on: of the analysis, of the file that was named, or of the one beside the
   * graph; empty where there is none.
   */
  GraphEvidence evidence(Optional<Path> named) {
    if (analysis.isPresent()) {
      named.ifPresent(GraphSource::refuseEvidence);
      return analysis.get().evidence();
    }
    return named
        .or(() -> file.map(EvidenceJson::beside).filter(Files::exists))
        .map(EvidenceJson::read)
        .orElse(GraphEvidence.empty());
  }

  private static void refuseEvidence(Path named) {
    throw ProblemException.usage(
        "--evidence needs a graph", named + " beside recordings", "leave --evidence out");
  }

  /** Text that says what it is, in YAML or JSON; of other text, what has the name of YAML. */
  static boolean looksLikeGraph(Path input) {
    if (!Files.isRegularFile(input)) {
      return false;
    }
    String head = OutputFiles.head(input);
    if (isBinary(head)) {
      return false;
    }
    String name = String.valueOf(input.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml")
        || name.endsWith(".yml")
        || head.contains(GraphYaml.KIND)
        || head.stripLeading().startsWith("apiVersion:");
  }

  /** Whether a file with this beginning is no text. */
  static boolean isBinary(String head) {
    return head.chars().anyMatch(GraphSource::isBinary);
  }

  private static boolean isBinary(int c) {
    return c < ' ' && c != '\n' && c != '\r' && c != '\t';
  }
}
