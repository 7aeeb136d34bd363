package dev.netgen.analyzer.diff;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphDiff.LinkChange;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;

/** How urgently a reviewer must look at a new or changed link; riskiest first. */
enum Risk {
  /** Secrets cross in clear, and did not before. */
  PLAINTEXT_WITH_CREDENTIALS,
  /** Payload is readable, and was not before. */
  PLAINTEXT,
  /** Flows differ, or it cannot be told, and did not before. */
  MIXED_OR_OPAQUE,
  /** It was better encrypted before. */
  WEAKENED,
  OTHER;

  static Risk of(Link link) {
    return switch (link.encryption()) {
      case PLAINTEXT -> credentials(link) ? PLAINTEXT_WITH_CREDENTIALS : PLAINTEXT;
      case MIXED, OPAQUE -> credentials(link) ? PLAINTEXT_WITH_CREDENTIALS : MIXED_OR_OPAQUE;
      case ENCRYPTED, UPGRADED, NONE -> credentials(link) ? PLAINTEXT_WITH_CREDENTIALS : OTHER;
    };
  }

  static Risk of(LinkChange change) {
    Risk before = of(change.before());
    Risk after = of(change.after());
    if (after.compareTo(before) < 0) {
      return after;
    }
    boolean weaker =
        change.before().encryption() == Encryption.ENCRYPTED
            && change.after().encryption() != Encryption.ENCRYPTED;
    return weaker ? WEAKENED : OTHER;
  }

  private static boolean credentials(Link link) {
    return link.notes().contains(LinkNote.CREDENTIALS_IN_CLEAR);
  }
}
