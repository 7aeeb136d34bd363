package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which services of a Compose file meet on which networks (Compose Specification, "networks" of
 * services and top level).
 *
 * @param services by name
 * @param networks by the name services use for them
 */
record ComposeTopology(
    ImmutableSortedMap<String, Service> services, ImmutableMap<String, Network> networks) {

  /**
   * A service.
   *
   * @param networks the networks it joins
   * @param published container ports it publishes on the host
   * @param foreign whether it lives in another network namespace ({@code network_mode})
   */
  record Service(
      ImmutableSortedSet<String> networks, ImmutableSortedSet<Port> published, boolean foreign) {}

  /**
   * A network.
   *
   * @param realName two entries of one name are one network
   * @param internal no way out, and no published port works on it
   * @param external made elsewhere: others may be on it
   * @param talks whether its members may talk to each other ({@code enable_icc})
   */
  record Network(String realName, boolean internal, boolean external, boolean talks) {}

  Service service(String name) {
    return services.getOrDefault(
        name, new Service(ImmutableSortedSet.of(), ImmutableSortedSet.of(), false));
  }

  private Network network(String key) {
    return networks.getOrDefault(key, new Network(key, false, false, true));
  }

  /** Networks on which both are and may talk, by the name services use; empty when none. */
  Set<String> shared(String one, String other) {
    Set<String> shared = new TreeSet<>();
    for (String mine : service(one).networks()) {
      for (String theirs : service(other).networks()) {
        if (network(mine).realName().equals(network(theirs).realName()) && network(mine).talks()) {
          shared.add(mine);
        }
      }
    }
    return shared;
  }

  /** Networks of a service that lead out of the host. */
  Set<String> waysOut(String service) {
    return Sets.filter(service(service).networks(), key -> !network(key).internal());
  }

  /** Networks of a service that somebody else made. */
  Set<String> external(String service) {
    return Sets.filter(service(service).networks(), key -> network(key).external());
  }

  /** Whether an outside client reaches this container port through the host. */
  boolean publishes(String service, Port port) {
    return service(service).published().contains(port) && !waysOut(service).isEmpty();
  }

  /** This file with the memberships and networks of an override laid over it. */
  ComposeTopology overriddenBy(ComposeTopology override, Set<String> replaced) {
    Map<String, Service> merged = new TreeMap<>(services);
    override
        .services()
        .forEach(
            (name, service) -> {
              Service mine = service(name);
              Set<String> union =
                  replaced.contains(name)
                      ? service.networks()
                      : Sets.union(mine.networks(), service.networks());
              merged.put(
                  name,
                  new Service(ImmutableSortedSet.copyOf(union), mine.published(), mine.foreign()));
            });
    Map<String, Network> all = new TreeMap<>(networks);
    all.putAll(override.networks());
    return new ComposeTopology(ImmutableSortedMap.copyOf(merged), ImmutableMap.copyOf(all));
  }

  /** The names of all services. */
  ImmutableSet<String> names() {
    return ImmutableSet.copyOf(services.keySet());
  }
}
