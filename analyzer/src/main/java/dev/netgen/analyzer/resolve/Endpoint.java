package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.inventory.Backend;

/**
 * One end of a flow, resolved.
 *
 * @param party who held the address
 * @param port the port used, or -1 for a client whose port tells nothing
 * @param service what translates this address and port, such as {@code service shop/backend}; empty
 *     where nothing does
 * @param backends where translated connections may end; empty where nothing is translated
 * @param name the name an outside server is known by, or empty
 * @param nameBasis how that name is known
 */
public record Endpoint(
    Party party,
    int port,
    String service,
    ImmutableSortedSet<Backend> backends,
    String name,
    NameBasis nameBasis) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that
        && port == that.port
        && party.equals(that.party)
        && nameBasis == that.nameBasis
        && name.equals(that.name)
        && service.equals(that.service)
        && backends.equals(that.backends);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * party.hashCode() + port) + name.hashCode();
  }

  /** An end without translation and name. */
  public static Endpoint of(Party party, int port) {
    return new Endpoint(party, port, "", ImmutableSortedSet.of(), "", NameBasis.NONE);
  }

  /** This end as a client: its port, translation and name tell nothing. */
  public Endpoint asClient() {
    return of(party, -1);
  }

  /** This end held by another party. */
  public Endpoint withParty(Party other) {
    return new Endpoint(other, port, service, backends, name, nameBasis);
  }

  /** This end known by a name. */
  public Endpoint named(String newName, NameBasis basis) {
    return new Endpoint(party, port, service, backends, newName, basis);
  }

  /** Whether the inventory declares a translation here. */
  public boolean translated() {
    return !service.isEmpty();
  }
}
