package dev.netgen.cli;

import dev.netgen.model.format.EvidenceJson;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import java.nio.file.Path;

/** A graph and its evidence as a pair of output files. */
final class GraphFiles {
  private GraphFiles() {}

  static OutputFiles plan(
      OutputFiles files, Path graphFile, CommunicationGraph graph, GraphEvidence evidence) {
    return files
        .add(graphFile, GraphYaml.write(graph), text -> text.contains("kind: " + GraphYaml.KIND))
        .add(
            EvidenceJson.beside(graphFile),
            EvidenceJson.write(evidence),
            text -> text.contains("\"" + EvidenceJson.KIND + "\""));
  }
}
