package dev.netgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Proof.Denial;
import java.util.List;

/**
 * A proof as JSON, whole: {@code target}, {@code holds}, {@code allowed}, {@code denied}, {@code
 * unjudged}, {@code granted}, {@code reachability}.
 */
public final class ProofJson {
  private ProofJson() {}

  /** The document, ended by a line feed. */
  public static String write(Proof proof) {
    ObjectNode root = Json.object().put("target", proof.target()).put("holds", proof.holds());
    ArrayNode allowed = root.putArray("allowed");
    proof.allowed().forEach(link -> allowed.add(key(link)));
    denials(root.putArray("denied"), proof.denied());
    denials(root.putArray("unjudged"), proof.unjudged());
    ArrayNode granted = root.putArray("granted");
    proof
        .granted()
        .forEach(
            grant ->
                granted
                    .addObject()
                    .put("from", grant.from())
                    .put("to", grant.to())
                    .put("ports", grant.ports())
                    .put("reason", grant.reason()));
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
    return Json.text(root);
  }

  private static void denials(ArrayNode array, List<Denial> denials) {
    denials.forEach(denial -> array.add(key(denial.link()).put("reason", denial.reason())));
  }

  private static ObjectNode key(LinkKey link) {
    return Json.object()
        .put("from", link.from().toString())
        .put("to", link.to().toString())
        .put("port", link.port().toString());
  }
}
