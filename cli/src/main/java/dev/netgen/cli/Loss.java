package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.model.graph.PeerKind;

/** Whether an analysis rests on less than all that was said. */
final class Loss {
  private Loss() {}

  /** Something was lost on the way, or an address belongs to nobody known. */
  static boolean any(Analysis analysis) {
    return !analysis.losses().isEmpty()
        || analysis.graph().peers().keySet().stream()
            .anyMatch(id -> id.kind() == PeerKind.UNRESOLVED);
  }
}
