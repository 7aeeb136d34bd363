package dev.netgen.model.graph;

import dev.netgen.model.net.Port;

/**
 * What makes a link one link: client, server, and the server's real port.
 *
 * @param from the client peer
 * @param to the server peer
 * @param port the server's port as the enforcement point in front of the server sees it
 */
public record LinkKey(PeerId from, PeerId to, Port port) implements Comparable<LinkKey> {
  @Override
  public boolean equals(Object other) {
    return other instanceof LinkKey that
        && from.equals(that.from)
        && to.equals(that.to)
        && port.equals(that.port);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * from.hashCode() + to.hashCode()) + port.hashCode();
  }

  @Override
  public int compareTo(LinkKey other) {
    int order = from.compareTo(other.from);
    if (order == 0) {
      order = to.compareTo(other.to);
    }
    return order == 0 ? port.compareTo(other.port) : order;
  }

  @Override
  public String toString() {
    return from + " -> " + to + " " + port;
  }
}
