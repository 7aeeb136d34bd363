package dev.netgen.report;

import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.Link;

/**
 * A difference of two graphs as text, riskiest first as the difference gives it: a line each, begun
 * by {@code +} for new, {@code -} for not seen in HEAD, {@code ~} for changed.
 */
public final class DiffText {
  private DiffText() {}

  /** The text, lines ended by a line feed. */
  public static String write(GraphDiff diff) {
    if (diff.isEmpty()) {
      return "no differences\n";
    }
    StringBuilder out = new StringBuilder();
    diff.linksAdded().forEach(link -> line(out, "+", link(link)));
    diff.linksChanged()
        .forEach(c -> line(out, "~", link(c.before()) + " -> " + LinkWords.sentence(c.after())));
    diff.linksRemoved().forEach(link -> line(out, "-", link(link) + " (not seen in HEAD)"));
    diff.peersAdded().forEach(peer -> line(out, "+", "peer " + peer.id()));
    diff.peersChanged()
        .forEach(
            c ->
                line(
                    out,
                    "~",
                    "peer " + c.after().id() + " " + PeerWords.change(c.before(), c.after())));
    diff.peersRemoved()
        .forEach(peer -> line(out, "-", "peer " + peer.id() + " (not seen in HEAD)"));
    return out.toString();
  }

  private static String link(Link link) {
    return "link " + link.from() + " -> " + link.to() + " " + LinkWords.sentence(link);
  }

  private static void line(StringBuilder out, String mark, String text) {
    out.append(mark).append(' ').append(Escapes.terminal(text, Integer.MAX_VALUE)).append('\n');
  }
}
