package dev.netgen.report;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Proof.Denial;
import dev.netgen.model.proof.Proof.Grant;
import java.util.List;

/**
 * A proof as text: how much of what was observed is allowed, what is denied, what waits for a
 * person's decision, and what is granted though not observed, grouped by its reason.
 */
public final class ProofText {
  private static final int GRANTS_SHOWN = 10;

  private ProofText() {}

  /** The text, lines ended by a line feed; of many grants for one reason the first. */
  public static String write(Proof proof) {
    return write(proof, GRANTS_SHOWN);
  }

  /** The same with every grant. */
  public static String whole(Proof proof) {
    return write(proof, Integer.MAX_VALUE);
  }

  private static String write(Proof proof, int most) {
    int observed = proof.allowed().size() + proof.denied().size();
    StringBuilder out = new StringBuilder();
    out.append(Escapes.terminal(proof.target())).append(": ").append(proof.allowed().size());
    out.append(" of ").append(observed).append(" observed links allowed\n");
    out.append("  granted / observed: ").append(Scores.of(proof)).append('\n');
    denials(out, "denied though observed", proof.denied());
    denials(out, "waiting for a decision", proof.unjudged());
    grants(out, proof.granted(), most);
    return out.toString();
  }

  private static void denials(StringBuilder out, String title, List<Denial> denials) {
    if (denials.isEmpty()) {
      return;
    }
    out.append("  ").append(title).append(": ").append(denials.size()).append('\n');
    Columns rows = new Columns();
    for (Denial denial : denials) {
      rows.row(
          denial.link().from().toString(),
          "->",
          denial.link().to().toString(),
          denial.link().port().toString(),
          denial.reason());
    }
    out.append(rows.text("    "));
  }

  private static void grants(StringBuilder out, List<Grant> grants, int most) {
    if (grants.isEmpty()) {
      out.append("  granted, not observed: nothing\n");
      return;
    }
    out.append("  granted, not observed: ").append(grants.size()).append('\n');
    SetMultimap<String, Grant> byReason = LinkedHashMultimap.create();
    grants.forEach(grant -> byReason.put(grant.reason(), grant));
    byReason
        .asMap()
        .forEach(
            (reason, group) -> {
              String title = Escapes.terminal(reason, Integer.MAX_VALUE);
              out.append("    ").append(title).append(" (").append(group.size()).append(")\n");
              out.append(rows(List.copyOf(group), most));
            });
  }

  private static String rows(List<Grant> group, int most) {
    Columns rows = new Columns();
    group.stream()
        .limit(most)
        .forEach(grant -> rows.row(grant.from(), "->", grant.to(), grant.ports()));
    int more = group.size() - most;
    return rows.text("      ") + (more > 0 ? "      and " + more + " more\n" : "");
  }
}
