package dev.netgen.analyzer.resolve;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;

/**
 * Who held an address at an instant.
 *
 * @param kind what it is
 * @param peer its name in the graph, as far as the address tells
 * @param source the one machine behind it (pod, container, scoped address), by which scanning is
 *     judged; empty where it stands for many
 * @param address the address used, where policies have to name one because no label selects the
 *     party: a node's, a gateway's, an outside or unresolved one; empty for others
 * @param node the Kubernetes node that it is or that it runs on; empty where unknown
 */
public record Party(
    Kind kind, PeerId peer, String source, Optional<IpAddress> address, String node) {

  /** What a party is. */
  public enum Kind {
    /** A pod or container of its own network namespace. */
    WORKLOAD,
    /** A node, or something on its network. */
    NODE,
    /** A Docker network's gateway address. */
    GATEWAY,
    /** A client from anywhere at a port declared reachable from outside. */
    INTERNET,
    /** As {@link #INTERNET}, seen with a gateway's address because docker-proxy stands between. */
    PROXIED,
    /** A public address outside every inventory. */
    OUTSIDE,
    /** A private address without an owner, or with several. */
    UNRESOLVED
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Party that
            && kind == that.kind
            && source.equals(that.source)
            && peer.equals(that.peer)
            && address.equals(that.address)
            && node.equals(that.node));
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + peer.hashCode();
  }

  /** A party on no node that is known. */
  public static Party of(Kind kind, PeerId peer, String source, Optional<IpAddress> address) {
    return new Party(kind, peer, source, address, "");
  }

  /** Clients from anywhere. */
  public static Party internet() {
    return of(Kind.INTERNET, PeerId.INTERNET, "", Optional.empty());
  }

  /** Clients from anywhere in a range. */
  public static Party internet(Cidr range) {
    boolean all = range.prefix() == 0;
    PeerId peer = all ? PeerId.INTERNET : PeerId.outsideRange(range);
    return of(Kind.INTERNET, peer, "", Optional.empty());
  }

  /** Clients from anywhere, through docker-proxy. */
  public static Party proxied() {
    return of(Kind.PROXIED, PeerId.INTERNET, "", Optional.empty());
  }

  /** Whether an inventory names it. */
  public boolean claimed() {
    return kind == Kind.WORKLOAD || kind == Kind.NODE || kind == Kind.GATEWAY;
  }

  /** Whether nobody named it: known by an address outside every inventory, and nothing else. */
  public boolean stranger() {
    return kind == Kind.OUTSIDE && peer.range().isPresent();
  }

  /** This party without telling its machines apart. */
  public Party withoutSource() {
    return new Party(kind, peer, "", address, node);
  }

  /** The machine of an owner, as {@link #source} names it. */
  static String machine(AddressClaim claim) {
    return claim.owner() + " " + claim.instance();
  }

  /**
   * Under which name-table client its look-ups stand: each pod and container has its own, what is
   * on a node's network shares the node's.
   */
  public String resolverKey() {
    boolean one = kind == Kind.WORKLOAD && !source.isEmpty();
    return one || !claimed() ? source.strip() : ownerKey();
  }

  /** The same for look-ups of which only the owner of the machine is known. */
  public String ownerKey() {
    return peer.toString();
  }
}
