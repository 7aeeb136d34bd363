package dev.netgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.connectivity.Connectivity;
import dev.netgen.model.connectivity.Verdict;

/** Connectivity as JSON: an array of {@code from}, {@code to}, {@code ports}. */
public final class ConnectivityJson {
  private ConnectivityJson() {}

  /** The document, ended by a line feed. */
  public static String write(Connectivity connectivity) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Connectivity.Connection each : connectivity.connections()) {
      all.add(
          Json.object().put("from", each.from()).put("to", each.to()).put("ports", each.ports()));
    }
    return Json.text(all);
  }

  /** One answer: {@code from}, {@code to}, {@code port}, {@code allowed}, {@code sides}. */
  public static String write(Verdict verdict) {
    ObjectNode root =
        Json.object()
            .put("from", verdict.from())
            .put("to", verdict.to())
            .put("port", verdict.port())
            .put("allowed", verdict.allowed());
    ArrayNode sides = root.putArray("sides");
    for (Verdict.Side side : verdict.sides()) {
      ObjectNode node =
          Json.object()
              .put("end", side.end())
              .put("direction", side.direction().word())
              .put("allowed", side.allowed());
      node.set("isolating", Json.strings(side.isolating()));
      node.set("allowing", Json.strings(side.allowing()));
      sides.add(node);
    }
    return Json.text(root);
  }
}
