package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.LinkTypes;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files, and interfaces of files, of a link type that is not decoded, with their packets. Bounded;
 * those beyond it are counted with the last.
 */
final class UndecodedLinks {
  /** Files and link types told apart. */
  static final int MOST = 64;

  private static final class Link {
    final String where;
    final int type;
    long packets;

    Link(String where, int type) {
      this.where = where;
      this.type = type;
    }

    String name() {
      return "link type " + type + LinkTypes.inParentheses(type);
    }
  }

  private final List<Link> links = new ArrayList<>();
  private @Nullable Link latest;

  /** A file or interface of it has this link type. */
  void met(String where, int type) {
    latest = link(where, type);
  }

  /** A packet of it was left out. */
  void packet(String where, int type) {
    Link link = latest;
    if (link == null || link.type != type || !link.where.equals(where)) {
      link = link(where, type);
      latest = link;
    }
    link.packets++;
  }

  private Link link(String where, int type) {
    for (Link link : links) {
      if (link.type == type && link.where.equals(where)) {
        return link;
      }
    }
    Link fresh = new Link(where, type);
    if (links.size() == MOST) {
      return links.get(MOST - 1);
    }
    links.add(fresh);
    return fresh;
  }

  boolean isEmpty() {
    return links.isEmpty();
  }

  /** Tells of each in a note. */
  void tell(Ledger ledger) {
    for (Link link : links) {
      String text = link.name() + " is not decoded, its packets are left out";
      ledger.note(InputNote.Kind.IGNORED, link.where, -1, link.packets, text);
    }
  }

  /** The problem of a run of which nothing is decoded. */
  ProblemException problem() {
    Link first = links.get(0);
    long packets = links.stream().mapToLong(link -> link.packets).sum();
    return ProblemException.input(
        "unknown " + first.name() + ", all " + packets + " packets left out",
        first.where,
        "known are " + LinkTypes.knownNames());
  }
}
