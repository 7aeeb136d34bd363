package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ports of a service that were used by way of the host: whether by others than it, and at which
 * of its addresses.
 */
final class PortUse {
  /** More addresses are no choice that anybody made. */
  static final int MOST_ADDRESSES = 8;

  private static final class Use {
    private boolean hostAlone = true;
    private boolean told = true;
    private final TreeSet<ServiceAddress> called = new TreeSet<>();
  }

  private final TreeMap<Port, Use> uses = new TreeMap<>();

  /**
   * A link used the port: the host's own, or somebody else's.
   *
   * @param called all that its clients called; empty where that is not known of all
   */
  void add(Port port, boolean host, Set<ServiceAddress> called) {
    Use use = uses.computeIfAbsent(port, absent -> new Use());
    use.hostAlone &= host;
    use.told &= !called.isEmpty();
    use.called.addAll(called);
  }

  Set<Port> ports() {
    return uses.keySet();
  }

  /** Whether nobody but the host itself used the port. */
  boolean byHostAlone(Port port) {
    Use use = uses.get(port);
    return use != null && use.hostAlone;
  }

  /** All addresses that these ports were called at; empty where one is not known, or of many. */
  Optional<ImmutableSortedSet<ServiceAddress>> called(Collection<Port> ports) {
    TreeSet<ServiceAddress> all = new TreeSet<>();
    for (Port port : ports) {
      Use use = uses.get(port);
      if (use == null || !use.told) {
        return Optional.empty();
      }
      all.addAll(use.called);
    }
    return all.isEmpty() || all.size() > MOST_ADDRESSES
        ? Optional.empty()
        : Optional.of(ImmutableSortedSet.copyOf(all));
  }
}
