package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerKind;
import java.io.PrintWriter;
import java.util.TreeMap;

/** What an analysis used and did not use, for standard error: nothing is dropped in silence. */
final class AccountLines {
  private static final String READ = "packets read";
  private static final String USED = "packets in flows";

  private AccountLines() {}

  /** Everything: what was found, what was used, what was not and why. */
  static void print(Analysis analysis, PrintWriter err) {
    CommunicationGraph graph = analysis.graph();
    GraphEvidence evidence = analysis.evidence();
    long plaintext = count(graph, Encryption.PLAINTEXT) + count(graph, Encryption.MIXED);
    long credentials =
        graph.links().values().stream()
            .filter(link -> link.notes().contains(LinkNote.CREDENTIALS_IN_CLEAR))
            .count();
    err.println(
        graph.peers().size()
            + " peers, "
            + graph.links().size()
            + " links: "
            + plaintext
            + " in plaintext or mixed ("
            + credentials
            + " with credentials), "
            + count(graph, Encryption.OPAQUE)
            + " opaque");
    attempts(evidence, err);
    packets(analysis, err);
    notes(analysis, err);
    printLosses(analysis, err);
  }

  /** Notes and losses, and at the end packets read, used and not used. */
  static void printAccount(Analysis analysis, PrintWriter err) {
    notes(analysis, err);
    losses(analysis, err);
    packets(analysis, err);
  }

  private static void packets(Analysis analysis, PrintWriter err) {
    GraphEvidence evidence = analysis.evidence();
    err.println(READ + ": " + evidence.account().getOrDefault(READ, 0L));
    err.println("  " + USED + ": " + evidence.account().getOrDefault(USED, 0L));
    evidence
        .account()
        .forEach(
            (reason, packets) -> {
              if (!reason.equals(READ) && !reason.equals(USED) && packets > 0) {
                err.println("  " + reason + ": " + packets);
              }
            });
  }

  private static void notes(Analysis analysis, PrintWriter err) {
    analysis
        .evidence()
        .notes()
        .forEach(
            (note, count) -> {
              if (!analysis.losses().containsKey(note)) {
                err.println("note: " + note + ": " + count);
              }
            });
  }

  private static void losses(Analysis analysis, PrintWriter err) {
    analysis.losses().forEach((name, count) -> err.println("lost: " + name + ": " + count));
  }

  /** Only what makes the graph rest on less than all that was said. */
  static void printLosses(Analysis analysis, PrintWriter err) {
    losses(analysis, err);
    unresolved(analysis.graph(), err);
  }

  private static void attempts(GraphEvidence evidence, PrintWriter err) {
    TreeMap<String, Long> byReason = new TreeMap<>();
    evidence.attempts().forEach(a -> byReason.merge(a.reason(), a.flows(), Long::sum));
    if (!byReason.isEmpty()) {
      err.println("attempts that are no links, in flows: " + byReason);
    }
  }

  private static void unresolved(CommunicationGraph graph, PrintWriter err) {
    long links = graph.links().values().stream().filter(AccountLines::hasUnresolvedEnd).count();
    if (links > 0) {
      err.println(links + " links have an end that belongs to nobody known (unresolved:...)");
    }
  }

  private static boolean hasUnresolvedEnd(Link link) {
    return link.from().kind() == PeerKind.UNRESOLVED || link.to().kind() == PeerKind.UNRESOLVED;
  }

  private static long count(CommunicationGraph graph, Encryption encryption) {
    return graph.links().values().stream().filter(l -> l.encryption() == encryption).count();
  }
}
