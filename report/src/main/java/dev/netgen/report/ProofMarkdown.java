package dev.netgen.report;

import dev.netgen.model.proof.Proof;
import java.util.List;

/** A proof as Markdown: a section and a table for each kind of answer, whole. */
public final class ProofMarkdown {
  private final StringBuilder out = new StringBuilder();

  private ProofMarkdown() {}

  /** The document, ended by a line feed. */
  public static String write(Proof proof) {
    return new ProofMarkdown().text(proof);
  }

  private String text(Proof proof) {
    out.append("# Proof: ").append(Escapes.markdown(proof.target())).append("\n\n");
    out.append(proof.allowed().size()).append(" of ").append(proof.observedCount());
    out.append(" observed links allowed. Granted / observed: ");
    out.append(Scores.of(proof)).append(".\n");
    denials("Observed but denied", proof.denied());
    denials("Waiting for a decision", proof.unjudged());
    out.append("\n## Granted, not observed\n\n");
    if (proof.granted().isEmpty()) {
      out.append("Nothing.\n");
      return out.toString();
    }
    row("from", "to", "ports", "reason");
    out.append("|").append(" --- |".repeat(4)).append('\n');
    for (Proof.Grant each : proof.granted()) {
      row(each.from(), each.to(), each.ports(), each.reason());
    }
    return out.toString();
  }

  private void denials(String title, List<Proof.Denial> denials) {
    out.append("\n## ").append(title).append("\n\n");
    if (denials.isEmpty()) {
      out.append("None.\n");
      return;
    }
    row("from", "to", "port", "reason");
    out.append("|").append(" --- |".repeat(4)).append('\n');
    for (Proof.Denial each : denials) {
      row(
          each.link().from().toString(),
          each.link().to().toString(),
          each.link().port().toString(),
          each.reason());
    }
  }

  private void row(String... cells) {
    out.append("| ");
    out.append(String.join(" | ", List.of(cells).stream().map(Escapes::markdown).toList()));
    out.append(" |\n");
  }
}
