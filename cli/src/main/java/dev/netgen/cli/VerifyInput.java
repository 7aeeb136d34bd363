package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Observed;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What policies are judged by.
 *
 * @param graph what was observed
 * @param evidence its evidence
 * @param observed the conversations of recordings, where any were given
 */
record VerifyInput(CommunicationGraph graph, GraphEvidence evidence, Optional<Observed> observed) {

  /** A graph, with recordings to replay; or recordings, which make the graph and are replayed. */
  static VerifyInput of(
      Path graph, List<Path> recordings, AnalysisOptions options, Optional<Path> evidence) {
    if (GraphSource.looksLikeGraph(graph)) {
      if (recordings.isEmpty()) {
        GraphSource source = GraphSource.of(List.of(graph), options);
        return new VerifyInput(source.graph(), source.evidence(evidence), Optional.empty());
      }
      GraphSource source = GraphSource.bindable(List.of(graph), options);
      return new VerifyInput(
          source.graph(), source.evidence(evidence), Optional.of(options.observe(recordings)));
    }
    evidence.ifPresent(
        file -> {
          throw ProblemException.usage(
              "--evidence needs a graph", file + " beside recordings", "leave --evidence out");
        });
    Observed observed =
        options.observe(ImmutableList.<Path>builder().add(graph).addAll(recordings).build());
    return new VerifyInput(
        observed.analysis().graph(), observed.analysis().evidence(), Optional.of(observed));
  }

  /** The analyses made here. */
  List<Analysis> analyses() {
    return observed.map(each -> List.of(each.analysis())).orElse(List.of());
  }
}
