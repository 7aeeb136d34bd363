package dev.netgen.generator.docker.plan;

import dev.netgen.generator.docker.plan.Running.Container;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who is on which network while a plan goes on. */
final class World {
  private final Map<String, Set<String>> networks = new HashMap<>();
  private final Map<String, TreeSet<String>> members = new HashMap<>();
  private final Map<String, Boolean> open = new HashMap<>();

  World(Running running, Collection<Container> containers) {
    for (Container each : containers) {
      networks.put(each.name(), new HashSet<>());
      for (String network : each.networks().keySet()) {
        open.put(network, running.isOpen(network));
        join(each.name(), network);
      }
    }
  }

  void create(String network, boolean leadsOut) {
    open.putIfAbsent(network, leadsOut);
  }

  void join(String container, String network) {
    networks.computeIfAbsent(container, absent -> new HashSet<>()).add(network);
    members.computeIfAbsent(network, absent -> new TreeSet<>()).add(container);
  }

  void leave(String container, String network) {
    of(container).remove(network);
    on(network).remove(container);
  }

  boolean isOn(String container, String network) {
    return of(container).contains(network);
  }

  /** The networks of a container. */
  Set<String> of(String container) {
    return networks.computeIfAbsent(container, absent -> new HashSet<>());
  }

  /** The containers on a network. */
  Set<String> on(String network) {
    return members.getOrDefault(network, new TreeSet<>());
  }

  boolean meet(String one, String other) {
    Set<String> theirs = of(other);
    for (String network : of(one)) {
      if (theirs.contains(network)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The network by which a container leaves, and on which its ports are published: one that is not
   * internal, the first by name (libnetwork, of endpoints without a priority).
   */
  Optional<String> way(String container) {
    return of(container).stream()
        .filter(network -> open.getOrDefault(network, true))
        .min(Comparator.naturalOrder());
  }
}
