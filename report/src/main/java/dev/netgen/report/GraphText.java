package dev.netgen.report;

import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A graph for people: links aligned, what is readable or odd first, then the peers. */
public final class GraphText {
  private GraphText() {}

  /** The text, lines ended by a line feed. */
  public static String write(CommunicationGraph graph) {
    List<Link> links = graph.links().values().stream().sorted(LinkWords.RISK_FIRST).toList();
    long readable = links.stream().filter(LinkWords::readable).count();
    Columns linkRows = new Columns();
    for (Link link : links) {
      linkRows.row(
          link.from().toString(),
          "->",
          link.to().toString(),
          link.port().toString(),
          LinkWords.speaks(link),
          link.encryption().word(),
          LinkWords.notes(link));
    }
    Columns peerRows = new Columns();
    graph.peers().values().forEach(peer -> peerRows.row(peer.id().toString(), about(peer)));
    return "links: %d, of which %d readable on the wire\n".formatted(links.size(), readable)
        + linkRows.text("  ")
        + "peers: "
        + graph.peers().size()
        + "\n"
        + peerRows.text("  ");
  }

  private static String about(Peer peer) {
    List<String> parts = new ArrayList<>();
    if (!peer.observed().isEmpty()) {
      parts.add(
          "observed "
              + peer.observed().stream().map(Direction::word).collect(Collectors.joining(" and ")));
    }
    if (!peer.exposed().isEmpty()) {
      parts.add("exposed " + joined(peer.exposed()));
    }
    if (!peer.networks().isEmpty()) {
      parts.add("on " + joined(peer.networks()));
    }
    if (!peer.labels().isEmpty()) {
      parts.add(
          "labels "
              + peer.labels().entrySet().stream()
                  .map(label -> label.getKey() + "=" + label.getValue())
                  .collect(Collectors.joining(", ")));
    }
    if (peer.hostNetwork()) {
      parts.add("on the node's network");
    }
    if (!peer.why().isEmpty()) {
      parts.add("decided: " + peer.why());
    }
    return String.join("; ", parts);
  }

  private static String joined(Iterable<?> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.toString()));
    return String.join(", ", texts);
  }
}
