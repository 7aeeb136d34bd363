package dev.netgen.report;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerKind;
import java.util.Comparator;
import java.util.stream.Collectors;

/** How a link is worded, and which links are read first. */
final class LinkWords {
  /** Riskiest first: by rank, then by key. */
  static final Comparator<Link> RISK_FIRST =
      Comparator.comparingInt(LinkWords::rank).thenComparing(Link::key);

  private LinkWords() {}

  /** {@code postgresql}, {@code http, redis}, {@code unknown}, or {@code -} without payload. */
  static String speaks(Link link) {
    if (link.speaks().isEmpty() && link.encryption() == Encryption.NONE) {
      return "-";
    }
    return link.speaks().isEmpty() ? "unknown" : String.join(", ", link.speaks());
  }

  /** {@code credentials in clear, one-way}, or empty. */
  static String notes(Link link) {
    return link.notes().stream().map(LinkNote::text).collect(Collectors.joining(", "));
  }

  /** {@code 5432/tcp postgresql upgraded}, with the notes in brackets. */
  static String sentence(Link link) {
    String what = link.port() + " " + verdict(link);
    return link.notes().isEmpty() ? what : what + " [" + notes(link) + "]";
  }

  /** {@code postgresql upgraded}, or {@code no payload}. */
  static String verdict(Link link) {
    return speaks(link).equals("-") ? "no payload" : speaks(link) + " " + link.encryption().word();
  }

  /** Whether some of it is readable on the wire. */
  static boolean readable(Link link) {
    return link.encryption() == Encryption.PLAINTEXT || link.encryption() == Encryption.MIXED;
  }

  private static int rank(Link link) {
    if (link.notes().contains(LinkNote.CREDENTIALS_IN_CLEAR)) {
      return 0;
    }
    if (readable(link)) {
      return 1;
    }
    boolean unresolved =
        link.from().kind() == PeerKind.UNRESOLVED || link.to().kind() == PeerKind.UNRESOLVED;
    if (unresolved || link.encryption() == Encryption.OPAQUE) {
      return 2;
    }
    return link.notes().isEmpty() ? 4 : 3;
  }
}
