package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.resolve.Party;
import java.util.HashSet;
import java.util.Set;

/**
 * On which nodes the two ends of a link were, as each capture point saw it, and where the points
 * stand: what stays inside a node is seen nowhere else.
 */
final class NodeSights {
  private final Set<Sight> clients = new HashSet<>();
  private final Set<Sight> servers = new HashSet<>();
  private final Set<Sight> inside = new HashSet<>();

  void add(Party client, Party server, Set<Integer> observers) {
    boolean local = !client.node().isEmpty() && client.node().equals(server.node());
    for (int observer : observers) {
      clients.add(new Sight(observer, client.node()));
      servers.add(new Sight(observer, server.node()));
      if (local) {
        inside.add(new Sight(observer, client.node()));
      }
    }
  }

  Set<Sight> clients() {
    return clients;
  }

  Set<Sight> servers() {
    return servers;
  }

  /** Points that saw traffic which never left this node. */
  Set<Sight> inside() {
    return inside;
  }
}
