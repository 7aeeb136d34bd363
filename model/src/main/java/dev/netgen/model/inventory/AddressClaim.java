package dev.netgen.model.inventory;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Comparator;

/**
 * Who held an address during a half-open interval.
 *
 * @param address the address
 * @param kind what the owner is
 * @param owner a workload, or a {@code node:} peer for nodes and gateways
 * @param instance the one pod or container that held it, for messages
 * @param from first instant
 * @param until first instant at which it is no longer held; {@link Instant#MAX} when unknown
 */
public record AddressClaim(
    IpAddress address, Kind kind, PeerId owner, String instance, Instant from, Instant until)
    implements Comparable<AddressClaim> {
  private static final Comparator<AddressClaim> ORDER =
      Comparator.comparing(AddressClaim::address)
          .thenComparing(AddressClaim::from)
          .thenComparing(AddressClaim::owner)
          .thenComparing(AddressClaim::instance)
          .thenComparing(AddressClaim::until)
          .thenComparing(AddressClaim::kind);

  /** What holds the address. */
  public enum Kind {
    /** A pod or container of its own network namespace. */
    WORKLOAD,
    /** A Kubernetes node, or pods on its host network. */
    NODE,
    /** A Docker network's gateway: the host, or docker-proxy on behalf of an unknown client. */
    GATEWAY
  }

  /** Whether the interval holds this instant. */
  public boolean holdsAt(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  @Override
  public int compareTo(AddressClaim other) {
    return ORDER.compare(this, other);
  }
}
