package dev.netgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.net.IpProtocol;

/**
 * Flows as a JSON array, one object a line, with the fields of the tab-separated form. A port that
 * does not exist is left out.
 */
public final class FlowsJson implements FlowFormat {
  private boolean first = true;

  @Override
  public void begin(TextBytes out) {
    out.ascii('[');
  }

  @Override
  public void row(SettledFlow flow, TextBytes out) {
    out.text(first ? "\n" : ",\n").text(Json.line(object(flow)));
    first = false;
  }

  private static ObjectNode object(SettledFlow flow) {
    ObjectNode node =
        Json.object()
            .put("capture", flow.capture())
            .put("proto", IpProtocol.keyword(flow.protocol()))
            .put("client_ip", flow.client().toString());
    port(node, "client_port", flow.clientPort());
    node.put("server_ip", flow.server().toString());
    port(node, "server_port", flow.serverPort());
    node.put("state", flow.state())
        .put("direction_basis", flow.directionBasis())
        .put("application", flow.application())
        .put("encryption", flow.encryption().word())
        .put("encryption_basis", flow.encryptionBasis())
        .put("packets_up", flow.packetsUp())
        .put("packets_down", flow.packetsDown())
        .put("bytes_up", flow.bytesUp())
        .put("bytes_down", flow.bytesDown())
        .put("first_seen", Times.text(flow.firstNanos()))
        .put("last_seen", Times.text(flow.lastNanos()))
        .put("first_frame", flow.firstFrame())
        .put("scope", flow.scope())
        .put("observers", flow.observers())
        .put("encapsulation", flow.encapsulation());
    if (!flow.perhaps().isEmpty()) {
      ArrayNode numbers = node.putArray("perhaps_same");
      flow.perhaps().forEach(numbers::add);
    }
    return node;
  }

  private static void port(ObjectNode node, String name, int port) {
    if (port >= 0) {
      node.put(name, port);
    }
  }

  @Override
  public void end(TextBytes out) {
    out.text(first ? "]\n" : "\n]\n");
  }
}
