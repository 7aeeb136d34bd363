package dev.netgen.report;

import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.GraphDiff.LinkChange;
import dev.netgen.model.graph.GraphDiff.PeerChange;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A difference of two graphs as Markdown tables, for a merge request's comment. */
public final class DiffMarkdown {
  private static final String LINK_HEAD = "| from | to | port | speaks | encryption | notes |";
  private static final String CHANGE_HEAD = "| from | to | port | before | after |";
  private static final String PEER_HEAD = "| peer | what |";

  private DiffMarkdown() {}

  /** The document, lines ended by a line feed. */
  public static String write(GraphDiff diff) {
    if (diff.isEmpty()) {
      return "no differences\n";
    }
    StringBuilder out = new StringBuilder();
    table(out, "New links", LINK_HEAD, diff.linksAdded(), DiffMarkdown::cells);
    table(out, "Changed links", CHANGE_HEAD, diff.linksChanged(), DiffMarkdown::cells);
    table(out, "Links not seen in HEAD", LINK_HEAD, diff.linksRemoved(), DiffMarkdown::cells);
    table(out, "New peers", PEER_HEAD, diff.peersAdded(), DiffMarkdown::cells);
    table(out, "Changed peers", PEER_HEAD, diff.peersChanged(), DiffMarkdown::cells);
    table(out, "Peers not seen in HEAD", PEER_HEAD, diff.peersRemoved(), DiffMarkdown::cells);
    return out.substring(0, out.length() - 1);
  }

  private static <T> void table(
      StringBuilder out,
      String title,
      String head,
      List<T> values,
      Function<T, Stream<String>> cells) {
    if (values.isEmpty()) {
      return;
    }
    out.append("### ").append(title).append(" (").append(values.size()).append(")\n\n");
    out.append(head).append('\n').append(head.replaceAll("[^|]+", "---")).append('\n');
    for (T value : values) {
      out.append('|');
      cells.apply(value).forEach(c -> out.append(' ').append(Escapes.markdown(c)).append(" |"));
      out.append('\n');
    }
    out.append('\n');
  }

  private static Stream<String> cells(Link link) {
    return Stream.of(
        link.from().toString(),
        link.to().toString(),
        link.port().toString(),
        LinkWords.speaks(link),
        link.encryption().word(),
        LinkWords.notes(link));
  }

  private static Stream<String> cells(LinkChange change) {
    Link link = change.after();
    return Stream.of(
        link.from().toString(),
        link.to().toString(),
        link.port().toString(),
        what(change.before()),
        what(link));
  }

  private static String what(Link link) {
    String notes = link.notes().isEmpty() ? "" : ", " + LinkWords.notes(link);
    return LinkWords.verdict(link) + notes;
  }

  private static Stream<String> cells(Peer peer) {
    List<String> fields =
        PeerWords.fields(peer).entrySet().stream()
            .map(field -> field.getKey() + ": " + field.getValue())
            .toList();
    return Stream.of(peer.id().toString(), String.join("; ", fields));
  }

  private static Stream<String> cells(PeerChange change) {
    return Stream.of(
        change.after().id().toString(), PeerWords.change(change.before(), change.after()));
  }
}
