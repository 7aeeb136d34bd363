package dev.netgen.report;

import com.google.common.collect.ImmutableSet;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Generated policies together with those that exist: what these deny, and what they add. */
public final class UnionText {
  private static final int MOST = 50;

  private UnionText() {}

  /**
   * The text, lines ended by a line feed.
   *
   * @param union what both together allow
   * @param generated what the generated ones allow by themselves
   */
  public static String write(Proof union, Proof generated) {
    StringBuilder out = new StringBuilder("with existing policies: ");
    out.append(union.allowed().size()).append(" of ");
    out.append(union.allowed().size() + union.denied().size());
    out.append(" observed links allowed, granted / observed: ").append(Scores.of(union));
    out.append('\n');
    Columns denied = new Columns();
    for (Proof.Denial each : union.denied()) {
      denied.row(each.link().toString(), each.reason());
    }
    if (!denied.isEmpty()) {
      out.append("  denied though observed: ").append(denied.size()).append('\n');
      out.append(denied.text("    "));
    }
    more(out, union, generated);
    return out.toString();
  }

  private static void more(StringBuilder out, Proof union, Proof generated) {
    Set<Proof.Grant> known = ImmutableSet.copyOf(generated.granted());
    List<Proof.Grant> added = new ArrayList<>();
    for (Proof.Grant grant : union.granted()) {
      if (!grant.rules().isEmpty() && !known.contains(grant)) {
        added.add(grant);
      }
    }
    out.append("  existing policies grant besides: ");
    out.append(added.isEmpty() ? "nothing" : added.size()).append('\n');
    Columns rows = new Columns();
    for (Proof.Grant grant : added.stream().limit(MOST).toList()) {
      rows.row(grant.from(), "->", grant.to(), grant.ports(), String.join(", ", grant.rules()));
    }
    out.append(rows.text("    "));
    if (added.size() > MOST) {
      out.append("    and ").append(added.size() - MOST).append(" more\n");
    }
  }
}
