package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Endpoints that listen: learnt from decided flows, or declared in the inventory. */
final class Listeners {
  private final Set<Backend> seen = new HashSet<>();
  private final Set<Backend> declared = new HashSet<>();

  /** Learns that this server answered on its port. */
  void saw(Endpoint server, Transport transport) {
    seen.add(new Backend(server.party().peer(), new Port(server.port(), transport)));
    seen.addAll(server.backends());
  }

  /** Learns what an inventory declares. */
  void declared(Inventory inventory) {
    for (Map.Entry<PeerId, Peer> entry : inventory.workloads().entrySet()) {
      for (Port port : entry.getValue().ports().values()) {
        declared.add(new Backend(entry.getKey(), port));
      }
      for (Port port : entry.getValue().exposed()) {
        declared.add(new Backend(entry.getKey(), port));
      }
    }
    for (Forward forward : inventory.forwards()) {
      declared.addAll(forward.backends());
    }
  }

  /** How many were seen. */
  int size() {
    return seen.size();
  }

  boolean isSeen(Endpoint end, Transport transport) {
    return seen.contains(place(end, transport));
  }

  boolean isDeclared(Endpoint end, Transport transport) {
    return end.translated() || declared.contains(place(end, transport));
  }

  private static Backend place(Endpoint end, Transport transport) {
    return new Backend(end.party().peer(), new Port(end.port(), transport));
  }
}
