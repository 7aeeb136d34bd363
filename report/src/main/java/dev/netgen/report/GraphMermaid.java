package dev.netgen.report;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A graph as a Mermaid flowchart: one box a peer, grouped by project or namespace, one arrow a
 * link. What is readable on the wire is dashed and red, opaque is dashed and grey. Peers that no
 * link touches are left out.
 */
public final class GraphMermaid {
  private static final String RED = "stroke:#c0392b,color:#c0392b";
  private static final String GREY = "stroke:#7f8c8d,color:#7f8c8d";

  private GraphMermaid() {}

  /** The flowchart, without a Markdown fence, lines ended by a line feed. */
  public static String write(CommunicationGraph graph) {
    Map<PeerId, String> names = names(graph);
    StringBuilder out = new StringBuilder("flowchart LR\n");
    groups(names).forEach((group, peers) -> group(out, group, peers, names));
    List<Integer> red = new ArrayList<>();
    List<Integer> grey = new ArrayList<>();
    int index = 0;
    for (Link link : graph.links().values()) {
      out.append("  ").append(arrow(link, names)).append('\n');
      if (LinkWords.readable(link)) {
        red.add(index);
      } else if (link.encryption() == Encryption.OPAQUE) {
        grey.add(index);
      }
      index++;
    }
    style(out, red, RED);
    style(out, grey, GREY);
    return out.toString();
  }

  /** Ids of our own, so that no name can be Mermaid's syntax. */
  private static Map<PeerId, String> names(CommunicationGraph graph) {
    ImmutableSortedSet.Builder<PeerId> touched = ImmutableSortedSet.naturalOrder();
    graph.links().keySet().forEach(key -> touched.add(key.from()).add(key.to()));
    Map<PeerId, String> names = new LinkedHashMap<>();
    for (PeerId peer : touched.build()) {
      names.put(peer, "p" + (names.size() + 1));
    }
    return names;
  }

  private static SortedMap<String, List<PeerId>> groups(Map<PeerId, String> names) {
    SortedMap<String, List<PeerId>> groups = new TreeMap<>();
    for (PeerId peer : names.keySet()) {
      String group =
          peer.composeProject()
              .map(project -> "docker: " + project)
              .or(() -> peer.namespace().map(namespace -> "k8s: " + namespace))
              .orElse("");
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(peer);
    }
    return groups;
  }

  private static void group(
      StringBuilder out, String group, List<PeerId> peers, Map<PeerId, String> names) {
    if (group.isEmpty()) {
      peers.forEach(peer -> out.append("  ").append(box(peer, names)).append('\n'));
      return;
    }
    out.append("  subgraph g").append(names.get(peers.get(0)));
    out.append("[\"").append(Escapes.mermaid(group)).append("\"]\n");
    peers.forEach(peer -> out.append("    ").append(box(peer, names)).append('\n'));
    out.append("  end\n");
  }

  private static String box(PeerId peer, Map<PeerId, String> names) {
    boolean inside = peer.composeProject().isPresent() || peer.namespace().isPresent();
    String label = Escapes.mermaid(inside ? peer.shortName() : peer.toString());
    boolean workload = peer.kind() == PeerKind.DOCKER || peer.kind() == PeerKind.KUBERNETES;
    String name = names.getOrDefault(peer, "p0");
    return workload ? name + "[\"" + label + "\"]" : name + "([\"" + label + "\"])";
  }

  private static String arrow(Link link, Map<PeerId, String> names) {
    boolean dashed = LinkWords.readable(link) || link.encryption() == Encryption.OPAQUE;
    return names.get(link.from())
        + (dashed ? " -.->" : " -->")
        + "|\""
        + Escapes.mermaid(label(link))
        + "\"| "
        + names.get(link.to());
  }

  private static String label(Link link) {
    String notes = link.notes().isEmpty() ? "" : ", " + LinkWords.notes(link);
    return link.port() + " " + LinkWords.verdict(link) + notes;
  }

  private static void style(StringBuilder out, List<Integer> links, String style) {
    if (!links.isEmpty()) {
      String indices = String.join(",", links.stream().map(String::valueOf).toList());
      out.append("  linkStyle ").append(indices).append(' ').append(style).append('\n');
    }
  }
}
