package dev.netgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.GraphDiff.LinkChange;
import dev.netgen.model.graph.GraphDiff.PeerChange;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.Peer;
import java.util.List;
import java.util.function.Function;

/**
 * A difference of two graphs as JSON: {@code {"peers": {"added": [], "removed": [], "changed": []},
 * "links": {"added": [], "removed": [], "changed": []}}}.
 */
public final class DiffJson {
  private DiffJson() {}

  /** The document, ended by a line feed. */
  public static String write(GraphDiff diff) {
    ObjectNode root = Json.object();
    ObjectNode peers = root.putObject("peers");
    put(peers, "added", diff.peersAdded(), DiffJson::peer);
    put(peers, "removed", diff.peersRemoved(), DiffJson::peer);
    put(peers, "changed", diff.peersChanged(), DiffJson::change);
    ObjectNode links = root.putObject("links");
    put(links, "added", diff.linksAdded(), DiffJson::link);
    put(links, "removed", diff.linksRemoved(), DiffJson::link);
    put(links, "changed", diff.linksChanged(), DiffJson::change);
    return Json.text(root);
  }

  private static <T> void put(
      ObjectNode node, String name, List<T> values, Function<T, ObjectNode> form) {
    node.putArray(name).addAll(values.stream().map(form).toList());
  }

  private static ObjectNode link(Link link) {
    ObjectNode node = key(link);
    node.setAll(verdict(link));
    return node;
  }

  private static ObjectNode change(LinkChange change) {
    ObjectNode node = key(change.after());
    node.set("before", verdict(change.before()));
    node.set("after", verdict(change.after()));
    return node;
  }

  private static ObjectNode key(Link link) {
    return Json.object()
        .put("from", link.from().toString())
        .put("to", link.to().toString())
        .put("port", link.port().toString());
  }

  private static ObjectNode verdict(Link link) {
    ObjectNode node = Json.object();
    node.set("speaks", Json.strings(link.speaks()));
    node.put("encryption", link.encryption().word());
    node.set("notes", Json.strings(link.notes().stream().map(LinkNote::text).toList()));
    return node;
  }

  private static ObjectNode change(PeerChange change) {
    ObjectNode node = Json.object().put("id", change.after().id().toString());
    node.set("before", fields(change.before()));
    node.set("after", fields(change.after()));
    return node;
  }

  private static ObjectNode peer(Peer peer) {
    ObjectNode node = Json.object().put("id", peer.id().toString());
    node.setAll(fields(peer));
    return node;
  }

  private static ObjectNode fields(Peer peer) {
    ObjectNode node = Json.object();
    node.set("network", Json.strings(peer.networks()));
    ObjectNode labels = node.putObject("labels");
    peer.labels().forEach(labels::put);
    node.set("observed", Json.strings(peer.observed().stream().map(Direction::word).toList()));
    ObjectNode ports = node.putObject("ports");
    peer.ports().forEach((name, port) -> ports.put(name, port.toString()));
    node.set("exposed", Json.strings(peer.exposed()));
    node.put("hostNetwork", peer.hostNetwork());
    if (!peer.why().isEmpty()) {
      node.put("why", peer.why());
    }
    return node;
  }
}
