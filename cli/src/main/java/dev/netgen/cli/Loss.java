package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.model.graph.PeerKind;

/** Whether an analysis rests on less than all that was said. */
final class Loss {
  private Loss() {}

  static boolean any(Analysis analysis) {
    boolean noted = analysis.evidence().notes().values().stream().anyMatch(count -> count > 0);
    boolean unresolved =
        analysis.graph().peers().keySet().stream().anyMatch(id -> id.kind() == PeerKind.UNRESOLVED);
    return noted || unresolved;
  }
}
