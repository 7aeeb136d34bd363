package dev.netgen.generator.target;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.SharedNetwork;
import dev.netgen.model.net.Cidr;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How Docker networks are made.
 *
 * @param subnetPool the IPv4 range that subnets are taken from, /28 or wider
 * @param taken ranges that no subnet may overlap, the host's routes and networks that exist, with
 *     what each is, for messages
 * @param most the budget: more networks than this are not made; empty where nobody set one
 * @param shared services that share a network because a person said so
 * @param resolvers upstream resolvers for services that were not seen asking one themselves
 * @param fixedAddresses whether each service has one address for good on each of its networks
 * @param bind whether published ports are bound to the addresses of the host that were called
 */
public record DockerSettings(
    Cidr subnetPool,
    ImmutableSortedMap<Cidr, String> taken,
    OptionalInt most,
    ImmutableList<SharedNetwork> shared,
    ImmutableSortedSet<Cidr> resolvers,
    boolean fixedAddresses,
    boolean bind) {
  /** What nobody chose otherwise: a part of RFC 1918 that engines do not give out themselves. */
  public static final DockerSettings DEFAULT =
      new DockerSettings(
          Cidr.parse("10.213.0.0/16"),
          ImmutableSortedMap.of(),
          OptionalInt.empty(),
          ImmutableList.of(),
          ImmutableSortedSet.of(),
          false,
          true);

  /** The same with subnets from this pool. */
  public DockerSettings withSubnetPool(Cidr pool) {
    return new DockerSettings(pool, taken, most, shared, resolvers, fixedAddresses, bind);
  }

  /** The same, none of these ranges used. */
  public DockerSettings withTaken(Map<Cidr, String> ranges) {
    return new DockerSettings(
        subnetPool,
        ImmutableSortedMap.copyOf(ranges),
        most,
        shared,
        resolvers,
        fixedAddresses,
        bind);
  }

  /** The same with this budget of networks. */
  public DockerSettings withMost(int networks) {
    return new DockerSettings(
        subnetPool, taken, OptionalInt.of(networks), shared, resolvers, fixedAddresses, bind);
  }

  /** The same with these decisions. */
  public DockerSettings withShared(Collection<SharedNetwork> decided) {
    return new DockerSettings(
        subnetPool, taken, most, ImmutableList.copyOf(decided), resolvers, fixedAddresses, bind);
  }

  /** The same with these resolvers. */
  public DockerSettings withResolvers(Collection<Cidr> addresses) {
    return new DockerSettings(
        subnetPool,
        taken,
        most,
        shared,
        ImmutableSortedSet.copyOf(addresses),
        fixedAddresses,
        bind);
  }

  /** The same with addresses that never change. */
  public DockerSettings withFixedAddresses(boolean fixed) {
    return new DockerSettings(subnetPool, taken, most, shared, resolvers, fixed, bind);
  }

  /** The same, published ports bound where they were called, or as the file says. */
  public DockerSettings withBind(boolean called) {
    return new DockerSettings(subnetPool, taken, most, shared, resolvers, fixedAddresses, called);
  }
}
