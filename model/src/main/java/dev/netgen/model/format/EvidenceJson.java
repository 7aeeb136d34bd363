package dev.netgen.model.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.graph.Attempt;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.VerdictEvidence;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;

/** {@code graph.evidence.json}: what the graph beside it rests on. */
public final class EvidenceJson {
  /** The {@code kind} of an evidence file. */
  public static final String KIND = "GraphEvidence";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EvidenceJson() {}

  /** The evidence file's usual place: {@code graph.yaml} to {@code graph.evidence.json}. */
  public static Path beside(Path graphFile) {
    String name = String.valueOf(graphFile.getFileName());
    int dot = name.lastIndexOf('.');
    return graphFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".evidence.json");
  }

  /** The file's text. */
  public static String write(GraphEvidence evidence) {
    ObjectNode root = NODES.objectNode();
    root.put("apiVersion", GraphYaml.API_VERSION).put("kind", KIND);
    ArrayNode links = root.putArray("links");
    evidence.links().values().forEach(link -> links.add(link(link)));
    ArrayNode attempts = root.putArray("attempts");
    evidence.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    ObjectNode addresses = root.putObject("addresses");
    evidence
        .addresses()
        .forEach(
            (peer, list) -> {
              ArrayNode array = addresses.putArray(peer.toString());
              list.forEach(address -> array.add(address.toString()));
            });
    root.set("account", counts(evidence.account()));
    root.set("notes", counts(evidence.notes()));
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return new ObjectMapper()
              .writer(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
              .writeValueAsString(root)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree cannot fail to be written", e);
    }
  }

  private static ObjectNode key(LinkKey key) {
    return NODES
        .objectNode()
        .put("from", key.from().toString())
        .put("to", key.to().toString())
        .put("port", key.port().toString());
  }

  private static ObjectNode link(LinkEvidence link) {
    ObjectNode node = key(link.key());
    node.put("firstSeen", link.firstSeen().toString()).put("lastSeen", link.lastSeen().toString());
    node.put("flows", link.flows());
    node.put("packetsUp", link.packetsUp()).put("packetsDown", link.packetsDown());
    node.put("bytesUp", link.bytesUp()).put("bytesDown", link.bytesDown());
    node.set("states", counts(link.states()));
    node.set("directionBasis", counts(link.directionBasis()));
    node.set("encryptionBasis", counts(link.encryptionBasis()));
    ArrayNode verdicts = node.putArray("verdicts");
    link.verdicts().forEach(verdict -> verdicts.add(verdict(verdict)));
    ObjectNode facts = node.putObject("facts");
    link.facts()
        .forEach(
            (name, values) -> {
              ArrayNode array = facts.putArray(name);
              values.forEach(array::add);
            });
    ArrayNode packets = node.putArray("packets");
    link.packets().forEach(packet -> packets.add(pointer(packet)));
    return node;
  }

  private static ObjectNode verdict(VerdictEvidence verdict) {
    ObjectNode node = NODES.objectNode();
    node.put("encryption", verdict.encryption().word()).put("speaks", verdict.speaks());
    node.put("flows", verdict.flows()).put("reason", verdict.reason());
    node.set("packet", pointer(verdict.packet()));
    return node;
  }

  private static ObjectNode attempt(Attempt attempt) {
    ObjectNode node = key(attempt.key());
    node.put("reason", attempt.reason()).put("flows", attempt.flows());
    node.put("firstSeen", attempt.firstSeen().toString());
    node.put("lastSeen", attempt.lastSeen().toString());
    node.set("packet", pointer(attempt.packet()));
    return node;
  }

  private static ObjectNode pointer(PacketPointer pointer) {
    return NODES
        .objectNode()
        .put("file", pointer.file())
        .put("digest", pointer.digest())
        .put("frame", pointer.frame());
  }

  private static ObjectNode counts(Map<String, Long> counts) {
    ObjectNode node = NODES.objectNode();
    counts.forEach(node::put);
    return node;
  }

  /** The evidence in a file; a {@link ProblemException} names what is wrong where. */
  public static GraphEvidence read(Path file) {
    return new EvidenceReader(file).read();
  }
}
