package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code graph.yaml}: one line a peer, one line a link, sorted, so that a line diff reads well. The
 * form is published as {@code graph.schema.json}. Writing the value read gives the same bytes.
 */
public final class GraphYaml {
  /** The {@code apiVersion} of files written here. */
  public static final String API_VERSION = "netgen/v1";

  /** The {@code kind} of a graph file. */
  public static final String KIND = "CommunicationGraph";

  private static final ImmutableSet<String> FIELDS =
      ImmutableSet.of("apiVersion", "kind", "peers", "links");
  private static final ImmutableSet<String> PEER_FIELDS =
      ImmutableSet.of(
          "id", "network", "labels", "observed", "ports", "exposed", "hostNetwork", "why");
  private static final ImmutableSet<String> LINK_FIELDS =
      ImmutableSet.of("from", "to", "port", "speaks", "encryption", "note");

  private GraphYaml() {}

  /** The file's text. */
  public static String write(CommunicationGraph graph) {
    StringBuilder out = new StringBuilder();
    out.append("apiVersion: ").append(API_VERSION).append("\nkind: ").append(KIND).append('\n');
    out.append(graph.peers().isEmpty() ? "peers: []\n" : "peers:\n");
    graph.peers().values().forEach(peer -> out.append("  - ").append(line(peer)).append('\n'));
    out.append(graph.links().isEmpty() ? "links: []\n" : "links:\n");
    graph.links().values().forEach(link -> out.append("  - ").append(line(link)).append('\n'));
    return out.toString();
  }

  private static String line(Peer peer) {
    FlowMapping line = new FlowMapping().quoted("id", peer.id().toString());
    line.names("network", peer.networks());
    if (!peer.labels().isEmpty()) {
      FlowMapping labels = new FlowMapping();
      peer.labels().forEach(labels::entryOfNames);
      line.raw("labels", labels.toString());
    }
    line.raws("observed", peer.observed().stream().map(Direction::word).toList());
    if (!peer.ports().isEmpty()) {
      FlowMapping ports = new FlowMapping();
      peer.ports().forEach((name, port) -> ports.entry(name, port.toString()));
      line.raw("ports", ports.toString());
    }
    line.raws("exposed", peer.exposed().stream().map(Port::toString).toList());
    if (peer.hostNetwork()) {
      line.raw("hostNetwork", "true");
    }
    if (!peer.why().isEmpty()) {
      line.quoted("why", peer.why());
    }
    return line.toString();
  }

  /** The link's line in the file, without its dash: all that the graph says of it. */
  public static String line(Link link) {
    FlowMapping line =
        new FlowMapping()
            .quoted("from", link.from().toString())
            .quoted("to", link.to().toString())
            .raw("port", link.port().toString());
    if (link.speaks().size() == 1) {
      line.name("speaks", link.speaks().first());
    } else {
      line.names("speaks", link.speaks());
    }
    line.raw("encryption", link.encryption().word());
    line.raws("note", link.notes().stream().map(LinkNote::text).toList());
    return line.toString();
  }

  /** Whether a document says it is a graph. */
  public static boolean isGraph(JsonNode document) {
    return KIND.equals(document.path("kind").asText());
  }

  /** The graph in a file; a {@link ProblemException} names what is wrong where. */
  public static CommunicationGraph read(Path file) {
    return read(Documents.yaml(file), file.toString());
  }

  /** The graph in a document; {@code name} is for messages. */
  public static CommunicationGraph read(JsonNode document, String name) {
    Fields fields = Fields.of(document, name);
    fields.only(FIELDS);
    String version = fields.text("apiVersion");
    if (!version.equals(API_VERSION) || !isGraph(document)) {
      throw ProblemException.input(
          "not a " + KIND + " of " + API_VERSION, name, "make one with netgen analyze");
    }
    List<Peer> peers = new ArrayList<>();
    for (JsonNode node : fields.list("peers")) {
      peers.add(peer(Fields.of(node, name + " peers[" + peers.size() + "]")));
    }
    List<Link> links = new ArrayList<>();
    ParsedNames names = new ParsedNames();
    for (JsonNode node : fields.list("links")) {
      links.add(link(Fields.of(node, name + " links[" + links.size() + "]"), names));
    }
    refuseDuplicates(peers, links, name);
    return CommunicationGraph.of(peers, links);
  }

  private static void refuseDuplicates(List<Peer> peers, List<Link> links, String name) {
    Set<Object> seen = Sets.newHashSetWithExpectedSize(peers.size() + links.size());
    peers.forEach(peer -> refuseSecond(seen, peer.id(), name));
    for (Link link : links) {
      refuseSecond(seen, link.key(), name);
      if (!seen.contains(link.from()) || !seen.contains(link.to())) {
        throw ProblemException.input(
            "link " + link.key() + " has an end that is not among the peers",
            name,
            "add the peer or correct the id");
      }
    }
  }

  private static void refuseSecond(Set<Object> seen, Object key, String name) {
    if (!seen.add(key)) {
      throw ProblemException.input(key + " is given twice", name, "keep one of them");
    }
  }

  private static Peer peer(Fields fields) {
    fields.only(PEER_FIELDS);
    ImmutableSortedMap.Builder<String, String> labels = ImmutableSortedMap.naturalOrder();
    Fields labelFields = fields.object("labels");
    labelFields.node().fieldNames().forEachRemaining(k -> labels.put(k, labelFields.text(k)));
    ImmutableSortedMap.Builder<String, Port> ports = ImmutableSortedMap.naturalOrder();
    Fields portFields = fields.object("ports");
    portFields
        .node()
        .fieldNames()
        .forEachRemaining(k -> ports.put(k, portFields.parsed(k, Port::parse)));
    ImmutableSortedSet.Builder<Direction> observed = ImmutableSortedSet.naturalOrder();
    for (String word : fields.texts("observed")) {
      observed.add(fields.convert("observed", word, Direction::parse));
    }
    ImmutableSortedSet.Builder<Port> exposed = ImmutableSortedSet.naturalOrder();
    for (String port : fields.texts("exposed")) {
      exposed.add(fields.convert("exposed", port, Port::parse));
    }
    return new Peer(
        fields.parsed("id", PeerId::parse),
        labels.buildOrThrow(),
        ImmutableSortedSet.copyOf(fields.texts("network")),
        observed.build(),
        ports.buildOrThrow(),
        exposed.build(),
        fields
            .optionalText("hostNetwork")
            .map(word -> fields.convert("hostNetwork", word, GraphYaml::truth))
            .orElse(false),
        fields.optionalText("why").orElse(""));
  }

  private static boolean truth(String word) {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + word + "\" is neither true nor false");
    };
  }

  private static Link link(Fields fields, ParsedNames names) {
    fields.only(LINK_FIELDS);
    Set<LinkNote> notes = new HashSet<>();
    for (String note : fields.texts("note")) {
      notes.add(fields.convert("note", note, LinkNote::parse));
    }
    boolean one = fields.node().path("speaks").isValueNode();
    return Link.of(
        fields.parsed("from", names::peer),
        fields.parsed("to", names::peer),
        fields.parsed("port", names::port),
        one ? Set.of(fields.text("speaks")) : Set.copyOf(fields.texts("speaks")),
        fields.parsed("encryption", Encryption::parse),
        notes);
  }
}
