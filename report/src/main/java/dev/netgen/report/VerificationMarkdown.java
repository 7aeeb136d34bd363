package dev.netgen.report;

import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Replay;
import dev.netgen.model.proof.Verification;
import dev.netgen.model.proof.Verification.Open;
import dev.netgen.model.proof.Verification.RuleFinding;
import dev.netgen.model.proof.Verification.Unobserved;
import java.util.List;

/** A verification as Markdown: a section and a table for each kind of finding, whole. */
public final class VerificationMarkdown {
  private final StringBuilder out = new StringBuilder();

  private VerificationMarkdown() {}

  /** The document, ended by a line feed. */
  public static String write(Verification of) {
    return new VerificationMarkdown().text(of);
  }

  private String text(Verification of) {
    Proof proof = of.proof();
    out.append("# Verification\n\n");
    out.append(proof.allowed().size()).append(" of ");
    out.append(proof.allowed().size() + proof.denied().size()).append(" observed links allowed, ");
    out.append("judged for ")
        .append(Escapes.markdown(of.enforcer()))
        .append(". Granted / observed: ");
    out.append(Scores.of(proof)).append(".\n");
    denied(of);
    of.replay().ifPresent(this::replay);
    unobserved(of);
    if (table("Policies that select nothing", of.idle(), "policy")) {
      of.idle().forEach(this::row);
    }
    if (table("Rules without effect", of.rules(), "rule", "finding", "detail")) {
      for (RuleFinding each : of.rules()) {
        row(each.rule(), each.oddity().word(), each.detail());
      }
    }
    if (table("Workloads without policy", of.open(), "workload", "not isolated for")) {
      for (Open each : of.open()) {
        row(each.workload(), VerificationText.directions(each));
      }
    }
    return out.toString();
  }

  private void unobserved(Verification of) {
    if (table(
        "Allowed but not observed",
        of.unobserved(),
        "workload",
        "direction",
        "with",
        "count",
        "ports",
        "rules")) {
      for (Unobserved each : of.unobserved()) {
        row(
            each.workload(),
            each.direction().word(),
            VerificationText.others(each),
            Long.toString(each.count()),
            each.ports(),
            String.join(", ", each.rules()));
      }
    }
  }

  private void denied(Verification of) {
    Proof proof = of.proof();
    if (table("Observed but denied", proof.denied(), "from", "to", "port", "reason", "packet")) {
      for (Proof.Denial each : proof.denied()) {
        PacketPointer packet = of.shown().get(each.link());
        row(
            each.link().from().toString(),
            each.link().to().toString(),
            each.link().port().toString(),
            each.reason(),
            packet == null ? "" : VerificationText.packet(packet));
      }
    }
    if (table("Waiting for a decision", proof.unjudged(), "from", "to", "port", "reason")) {
      for (Proof.Denial each : proof.unjudged()) {
        row(
            each.link().from().toString(),
            each.link().to().toString(),
            each.link().port().toString(),
            each.reason());
      }
    }
  }

  private void replay(Replay replay) {
    if (table(
        "Flows denied", replay.denied(), "time", "from", "asked", "reached", "reason", "packet")) {
      for (Replay.DeniedFlow each : replay.denied()) {
        row(
            each.when().toString(),
            each.from(),
            each.asked(),
            each.reached(),
            each.reason(),
            VerificationText.packet(each.packet()));
      }
    }
    out.append("\nReplayed: ").append(replay.allowed()).append(" of ").append(replay.judged());
    out.append(" flows pass.\n");
    replay
        .leftOut()
        .forEach(
            (reason, count) ->
                out.append("\nNot judged, ")
                    .append(Escapes.markdown(reason))
                    .append(": ")
                    .append(count)
                    .append(".\n"));
  }

  /** Begins a section; false, with a word in place of the table, where there is nothing. */
  private boolean table(String title, Iterable<?> rows, String... columns) {
    out.append("\n## ").append(title).append("\n\n");
    if (!rows.iterator().hasNext()) {
      out.append("None.\n");
      return false;
    }
    out.append("| ").append(String.join(" | ", columns)).append(" |\n|");
    out.append(" --- |".repeat(columns.length)).append('\n');
    return true;
  }

  private void row(String... cells) {
    out.append("| ");
    out.append(String.join(" | ", List.of(cells).stream().map(Escapes::markdown).toList()));
    out.append(" |\n");
  }
}
