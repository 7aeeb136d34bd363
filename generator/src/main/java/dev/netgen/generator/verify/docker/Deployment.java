package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Port;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;

/**
 * A Compose project as an engine runs it: who is on which network.
 *
 * @param services by name
 * @param networks by the name the engine knows them by, which orders them
 */
record Deployment(ImmutableMap<String, Service> services, ImmutableMap<String, Network> networks) {

  /** Whose network namespace a service's containers are in. */
  enum Mode {
    /** One of their own. */
    OWN,
    /** One of their own without any network. */
    NONE,
    /** The host's. */
    HOST,
    /** Another service's. */
    SHARED
  }

  /**
   * A service.
   *
   * @param networks names of networks it joins
   * @param owner with {@link Mode#SHARED} whose namespace it is, else itself
   * @param published what it publishes, if a network of it lets it
   * @param forwards whether IPv4 packets between its networks pass through it
   */
  record Service(
      String name,
      Mode mode,
      String owner,
      ImmutableSortedSet<String> networks,
      ImmutableList<Publication> published,
      boolean forwards) {}

  /**
   * A bridge network.
   *
   * @param name the engine's name for it
   * @param shown the file's name for it
   * @param internal without a way out
   * @param external made elsewhere: others may be on it
   * @param talks whether members may talk to each other
   * @param masquerades whether members go out under the host's address
   * @param ipv6 whether members have IPv6 addresses
   * @param bridge the interface, where the file names it
   */
  record Network(
      String name,
      String shown,
      boolean internal,
      boolean external,
      boolean talks,
      boolean masquerades,
      boolean ipv6,
      Optional<String> bridge) {}

  /**
   * A port of containers that the host leads to.
   *
   * @param bound the host's address, empty for all
   * @param host the host's port, 0 where the engine chooses
   * @param container the container's port
   */
  record Publication(String bound, int host, Port container) {

    /** Whether only the host itself can ask for it by the host's addresses. */
    boolean local() {
      return bound.startsWith("127.") || bound.equals("::1");
    }
  }

  /** The service in whose network namespace this one is. */
  Service node(String name) {
    Service service = service(name);
    return service.mode() == Mode.SHARED ? service(service.owner()) : service;
  }

  /** The service of this name; one that is on no network where there is none. */
  Service service(String name) {
    Service found = services.get(name);
    return found != null
        ? found
        : new Service(name, Mode.NONE, name, ImmutableSortedSet.of(), ImmutableList.of(), false);
  }

  /** The network of this name, which is there. */
  Network network(String name) {
    Network found = networks.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no network " + name);
    }
    return found;
  }

  /** The networks on which both are, by name. */
  ImmutableSortedSet<String> common(String one, String other) {
    ImmutableSortedSet<String> mine = node(one).networks();
    ImmutableSortedSet<String> theirs = node(other).networks();
    ImmutableSortedSet.Builder<String> both = ImmutableSortedSet.naturalOrder();
    Iterator<String> left = mine.iterator();
    Iterator<String> right = theirs.iterator();
    String a = next(left);
    String b = next(right);
    while (!a.isEmpty() && !b.isEmpty()) {
      int order = a.compareTo(b);
      if (order == 0) {
        both.add(a);
      }
      a = order <= 0 ? next(left) : a;
      b = order >= 0 ? next(right) : b;
    }
    return both.build();
  }

  private static String next(Iterator<String> names) {
    return names.hasNext() ? names.next() : "";
  }

  /**
   * The network by which a service's containers go where no network of theirs leads, and on which
   * their ports are published: those that are not internal first, then by name (libnetwork).
   */
  Optional<Network> main(String service) {
    return node(service).networks().stream()
        .map(this::network)
        .min(Comparator.comparing(Network::internal).thenComparing(Network::name));
  }

  /** The network on which ports are published; empty where publishing has no effect. */
  Optional<Network> publishing(String service) {
    return main(service).filter(network -> !network.internal());
  }
}
