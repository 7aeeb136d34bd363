package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.report.PlainLines;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How much may be lost or belong to nobody known before a run is no success (ADR "How strict").
 *
 * @param share the share of flows, and of packets, that may; empty where anything may
 */
record Strictness(OptionalDouble share) {
  private static final String READ = "packets read";
  private static final String UNRESOLVED = "flows with an unresolved end: ";

  /** Anything may be lost. */
  static Strictness off() {
    return new Strictness(OptionalDouble.empty());
  }

  /** No more than this share may be lost. */
  static Strictness of(double share) {
    return new Strictness(OptionalDouble.of(share));
  }

  /** Whether anything may be too much. */
  boolean wanted() {
    return share.isPresent();
  }

  /** Whether more was lost than may be; tells what and why. */
  boolean fails(Analysis analysis, PrintWriter err) {
    if (share.isEmpty()) {
      return false;
    }
    boolean unresolved = unresolved(analysis.evidence(), err);
    boolean lost = lost(analysis, err);
    return unresolved || lost;
  }

  private boolean unresolved(GraphEvidence evidence, PrintWriter err) {
    long all = 0;
    long nobody = 0;
    for (Map.Entry<LinkKey, LinkEvidence> link : evidence.links().entrySet()) {
      long flows = Math.max(1, link.getValue().flows());
      all += flows;
      nobody += isUnresolved(link.getKey()) ? flows : 0;
    }
    TreeMap<String, Long> reasons = new TreeMap<>();
    evidence
        .notes()
        .forEach(
            (note, count) -> {
              if (note.startsWith(UNRESOLVED)) {
                reasons.put(note.substring(UNRESOLVED.length()), count);
              }
            });
    return exceeds(
        nobody, all, "flows of links have an end that belongs to nobody known", reasons, err);
  }

  private static boolean isUnresolved(LinkKey link) {
    return link.from().kind() == PeerKind.UNRESOLVED || link.to().kind() == PeerKind.UNRESOLVED;
  }

  /** A loss that is no count of packets, such as a cut file, stands for at least as many. */
  private boolean lost(Analysis analysis, PrintWriter err) {
    long lost = analysis.losses().values().stream().mapToLong(Long::longValue).sum();
    long read = analysis.evidence().account().getOrDefault(READ, 0L);
    return exceeds(lost, Math.max(lost, read), "packets are lost", analysis.losses(), err);
  }

  private boolean exceeds(
      long part, long all, String what, Map<String, Long> reasons, PrintWriter err) {
    double allowed = share.orElse(1);
    if (part == 0 || part <= allowed * all) {
      return false;
    }
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "strict: %d of %d %s (%s %%), more than %s %%",
            part,
            all,
            what,
            percent((double) part / all),
            percent(allowed)));
    String separator = ": ";
    for (Map.Entry<String, Long> reason : reasons.entrySet()) {
      line.append(separator).append(reason.getKey()).append(": ").append(reason.getValue());
      separator = "; ";
    }
    err.println(PlainLines.line(line.toString()));
    return true;
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.4f", 100 * part)
        .replaceFirst("0+$", "")
        .replaceFirst("[.]$", "");
  }

  /** The share in a text; empty where it is none. */
  static Optional<Strictness> parse(String text) {
    try {
      double share = Double.parseDouble(text);
      return share >= 0 && share <= 1 && text.matches("[0-9.]+")
          ? Optional.of(of(share))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
