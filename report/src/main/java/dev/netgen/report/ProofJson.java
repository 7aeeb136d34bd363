package dev.netgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.format.LinkDigest;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Proof.Denial;
import java.util.List;
import java.util.TreeMap;

/**
 * A proof as JSON, whole: {@code target}, {@code holds}, {@code allowed}, {@code denied}, {@code
 * unjudged}, {@code granted}, {@code reachability}.
 */
public final class ProofJson {
  private ProofJson() {}

  /** The document, ended by a line feed. */
  public static String write(Proof proof) {
    return Json.text(tree(proof));
  }

  /**
   * The same with {@code evidence}: by the digest that stands above a rule the link and the packets
   * that show it, each with the recording's {@code digest}, {@code file} and {@code frame}.
   */
  public static String write(Proof proof, CommunicationGraph graph, GraphEvidence evidence) {
    ObjectNode root = tree(proof);
    ObjectNode digests = root.putObject("evidence");
    TreeMap<String, Link> byDigest = new TreeMap<>();
    for (LinkKey key : proof.allowed()) {
      Link link = graph.links().get(key);
      if (link != null) {
        byDigest.put(LinkDigest.of(link), link);
      }
    }
    byDigest.forEach((digest, link) -> digests.set(digest, shown(link.key(), evidence)));
    return Json.text(root);
  }

  private static ObjectNode shown(LinkKey key, GraphEvidence evidence) {
    ObjectNode node = key(key);
    ArrayNode packets = node.putArray("packets");
    LinkEvidence known = evidence.links().get(key);
    if (known != null) {
      for (PacketPointer packet : known.packets()) {
        packets
            .addObject()
            .put("digest", packet.digest())
            .put("file", packet.file())
            .put("frame", packet.frame());
      }
    }
    return node;
  }

  private static ObjectNode tree(Proof proof) {
    ObjectNode root = Json.object().put("target", proof.target()).put("holds", proof.holds());
    ArrayNode allowed = root.putArray("allowed");
    proof.allowed().forEach(link -> allowed.add(key(link)));
    denials(root.putArray("denied"), proof.denied());
    denials(root.putArray("unjudged"), proof.unjudged());
    ArrayNode granted = root.putArray("granted");
    proof
        .granted()
        .forEach(
            grant -> {
              ObjectNode node =
                  granted
                      .addObject()
                      .put("from", grant.from())
                      .put("to", grant.to())
                      .put("ports", grant.ports())
                      .put("reason", grant.reason());
              if (!grant.rules().isEmpty()) {
                node.set("rules", Json.strings(grant.rules()));
              }
            });
    ArrayNode reachability = root.putArray("reachability");
    proof
        .reachability()
        .forEach(
            reach ->
                reachability
                    .addObject()
                    .put("from", reach.from())
                    .put("to", reach.to())
                    .put("ports", reach.ports()));
    return root;
  }

  private static void denials(ArrayNode array, List<Denial> denials) {
    denials.forEach(denial -> array.add(key(denial.link()).put("reason", denial.reason())));
  }

  static ObjectNode key(LinkKey link) {
    return Json.object()
        .put("from", link.from().toString())
        .put("to", link.to().toString())
        .put("port", link.port().toString());
  }
}
