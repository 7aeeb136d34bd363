package dev.netgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Replay;
import dev.netgen.model.proof.Verification;
import dev.netgen.model.proof.Verification.Open;
import dev.netgen.model.proof.Verification.RuleFinding;
import dev.netgen.model.proof.Verification.Unobserved;

/**
 * A verification as JSON, whole: {@code enforcer}, {@code holds}, {@code score}, {@code allowed},
 * {@code denied}, {@code unjudged}, {@code replay}, {@code unobserved}, {@code idlePolicies},
 * {@code rules}, {@code workloadsWithoutPolicy}.
 */
public final class VerificationJson {
  private VerificationJson() {}

  /** The document, ended by a line feed. */
  public static String write(Verification of) {
    Proof proof = of.proof();
    ObjectNode root = Json.object().put("enforcer", of.enforcer()).put("holds", of.holds());
    root.putObject("score")
        .put("granted", proof.grantedCount())
        .put("observed", proof.observedCount());
    ArrayNode allowed = root.putArray("allowed");
    proof.allowed().forEach(link -> allowed.add(ProofJson.key(link)));
    ArrayNode denied = root.putArray("denied");
    for (Proof.Denial each : proof.denied()) {
      ObjectNode node = ProofJson.key(each.link()).put("reason", each.reason());
      PacketPointer packet = of.shown().get(each.link());
      if (packet != null) {
        node.set("packet", pointer(packet));
      }
      denied.add(node);
    }
    ArrayNode unjudged = root.putArray("unjudged");
    proof
        .unjudged()
        .forEach(each -> unjudged.add(ProofJson.key(each.link()).put("reason", each.reason())));
    of.replay().ifPresent(replay -> replay(root.putObject("replay"), replay));
    findings(root, of);
    return Json.text(root);
  }

  private static void findings(ObjectNode root, Verification of) {
    ArrayNode unobserved = root.putArray("unobserved");
    for (Unobserved each : of.unobserved()) {
      ObjectNode node =
          unobserved
              .addObject()
              .put("workload", each.workload())
              .put("direction", each.direction().word())
              .put("ports", each.ports())
              .put("count", each.count());
      node.set("others", Json.strings(each.others()));
      node.set("rules", Json.strings(each.rules()));
    }
    root.set("idlePolicies", Json.strings(of.idle()));
    ArrayNode rules = root.putArray("rules");
    for (RuleFinding each : of.rules()) {
      rules
          .addObject()
          .put("rule", each.rule())
          .put("finding", each.oddity().word())
          .put("detail", each.detail());
    }
    ArrayNode open = root.putArray("workloadsWithoutPolicy");
    for (Open each : of.open()) {
      ObjectNode node = open.addObject().put("workload", each.workload());
      node.set("directions", Json.strings(each.directions().stream().map(d -> d.word()).toList()));
    }
  }

  private static void replay(ObjectNode node, Replay replay) {
    node.put("judged", replay.judged()).put("allowed", replay.allowed());
    node.put("denied", replay.deniedCount());
    ObjectNode leftOut = node.putObject("notJudged");
    replay.leftOut().forEach(leftOut::put);
    ArrayNode flows = node.putArray("deniedFlows");
    for (Replay.DeniedFlow each : replay.denied()) {
      ObjectNode flow =
          flows
              .addObject()
              .put("time", each.when().toString())
              .put("from", each.from())
              .put("asked", each.asked())
              .put("reached", each.reached())
              .put("reason", each.reason());
      flow.set("packet", pointer(each.packet()));
    }
  }

  private static ObjectNode pointer(PacketPointer packet) {
    return Json.object()
        .put("digest", packet.digest())
        .put("file", packet.file())
        .put("frame", packet.frame());
  }
}
