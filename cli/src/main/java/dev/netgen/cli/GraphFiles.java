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
        .add(graphFile, GraphYaml.write(graph), GraphFiles::isGraph)
        .add(EvidenceJson.beside(graphFile), EvidenceJson.write(evidence), GraphFiles::isEvidence);
  }

  /** Before the work begins: refuses places where something else stands. */
  static void refuseForeign(OutputFiles files, Path graphFile) {
    files.refuseForeign(graphFile, GraphFiles::isGraph);
    files.refuseForeign(EvidenceJson.beside(graphFile), GraphFiles::isEvidence);
  }

  private static boolean isGraph(String head) {
    return head.contains("kind: " + GraphYaml.KIND);
  }

  private static boolean isEvidence(String head) {
    return head.contains("\"" + EvidenceJson.KIND + "\"");
  }
}
