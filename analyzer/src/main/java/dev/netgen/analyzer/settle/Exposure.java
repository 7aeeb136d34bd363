package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Map;

/**
 * Clients of ports that the platform declares reachable from outside: a public address there is
 * "the internet" and never pinned, and a Docker gateway's address there is docker-proxy on behalf
 * of somebody unknown. Everywhere else both are what their address says.
 */
public final class Exposure {
  private final Map<PeerId, Peer> workloads;

  /** Exposure as this inventory declares it. */
  public Exposure(Inventory inventory) {
    this.workloads = inventory.workloads();
  }

  /** The party this client is to this server. */
  public Party client(Party client, Endpoint server, Transport transport) {
    boolean hidden = client.stranger() || client.kind() == Party.Kind.GATEWAY;
    if (!hidden || !exposed(server, transport)) {
      return client;
    }
    return client.stranger() ? Party.internet() : Party.proxied();
  }

  private boolean exposed(Endpoint server, Transport transport) {
    if (server.translated()) {
      return server.backends().stream().anyMatch(end -> exposed(end.owner(), end.port()));
    }
    return exposed(server.party().peer(), new Port(server.port(), transport));
  }

  private boolean exposed(PeerId owner, Port port) {
    Peer workload = workloads.get(owner);
    return workload != null && workload.exposed().contains(port);
  }
}
