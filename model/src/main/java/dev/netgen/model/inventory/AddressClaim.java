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
 * @param owner a workload, a {@code node:} peer for nodes and gateways, or an outside name
 * @param instance the one pod or container that held it, for messages
 * @param node the Kubernetes node it ran on; empty where unknown and for everything else
 * @param from first instant
 * @param until first instant at which it is no longer held; {@link Instant#MAX} when unknown
 * @param origin the file, and the place in it, that says so; for messages
 */
public record AddressClaim(
    IpAddress address,
    Kind kind,
    PeerId owner,
    String instance,
    String node,
    Instant from,
    Instant until,
    String origin)
    implements Comparable<AddressClaim> {
  private static final Comparator<AddressClaim> ORDER =
      Comparator.comparing(AddressClaim::address)
          .thenComparing(AddressClaim::from)
          .thenComparing(AddressClaim::owner)
          .thenComparing(AddressClaim::instance)
          .thenComparing(AddressClaim::until)
          .thenComparing(AddressClaim::kind)
          .thenComparing(AddressClaim::node)
          .thenComparing(AddressClaim::origin);

  /** What holds the address. */
  public enum Kind {
    /** A pod or container of its own network namespace. */
    WORKLOAD,
    /** A Kubernetes node by any of its addresses, or pods on its host network. */
    NODE,
    /** A Docker network's gateway: the host, or docker-proxy on behalf of an unknown client. */
    GATEWAY,
    /** A machine outside every platform that a file names. */
    OUTSIDE
  }

  /** A claim of which neither node nor origin is known. */
  public static AddressClaim of(
      IpAddress address, Kind kind, PeerId owner, String instance, Instant from, Instant until) {
    return new AddressClaim(address, kind, owner, instance, "", from, until, "");
  }

  /** The same on this node. */
  public AddressClaim on(String newNode) {
    return new AddressClaim(address, kind, owner, instance, newNode, from, until, origin);
  }

  /** The same, said there. */
  public AddressClaim saidIn(String newOrigin) {
    return new AddressClaim(address, kind, owner, instance, node, from, until, newOrigin);
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
