package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which translations are declared for an address and port at an instant. Where none holds then, the
 * nearest does that misses it by at most {@link ClaimIndex#GRACE}, as with addresses.
 */
final class ForwardIndex {
  /**
   * All that is declared for one address and port.
   *
   * @param service what declares it, for messages
   * @param backends where connections may end
   */
  record Translation(String service, ImmutableSortedSet<Backend> backends) {
    private static Translation of(Collection<Forward> forwards) {
      TreeSet<String> names = new TreeSet<>();
      TreeSet<Backend> backends = new TreeSet<>();
      for (Forward forward : forwards) {
        names.add(forward.name());
        backends.addAll(forward.backends());
      }
      return new Translation(String.join(", ", names), ImmutableSortedSet.copyOfSorted(backends));
    }
  }

  private record Place(IpAddress address, Port port) {}

  /**
   * All that is ever declared for one address and port.
   *
   * @param always what holds at any time, where nothing there has an interval; else null
   */
  private record Declared(ImmutableSortedSet<Forward> forwards, @Nullable Translation always) {
    static Declared of(Set<Forward> forwards) {
      boolean always = forwards.stream().allMatch(Forward::isAlways);
      return new Declared(
          ImmutableSortedSet.copyOf(forwards), always ? Translation.of(forwards) : null);
    }

    @Nullable Translation at(long nanos) {
      return always == null ? during(Resolver.instant(nanos)) : always;
    }

    private @Nullable Translation during(Instant time) {
      SortedSet<Forward> nearest = new TreeSet<>();
      Duration least = ClaimIndex.GRACE;
      for (Forward forward : forwards) {
        Duration missed = missedBy(forward, time);
        if (missed.compareTo(least) < 0) {
          nearest.clear();
          least = missed;
        }
        if (missed.equals(least)) {
          nearest.add(forward);
        }
      }
      return nearest.isEmpty() ? null : Translation.of(nearest);
    }

    private static Duration missedBy(Forward forward, Instant time) {
      if (forward.holdsAt(time)) {
        return Duration.ZERO;
      }
      return time.isBefore(forward.from())
          ? Duration.between(time, forward.from())
          : Duration.between(forward.until(), time).plusNanos(1);
    }
  }

  private final ImmutableMap<Place, Declared> byAddress;
  private final ImmutableMap<Port, Declared> anyAddress;
  private final ImmutableSet<IpAddress> addresses;
  private final ImmutableSet<Port> backendPorts;

  ForwardIndex(Collection<Forward> forwards) {
    Map<Place, Set<Forward>> places = new HashMap<>();
    Map<Port, Set<Forward>> ports = new HashMap<>();
    ImmutableSet.Builder<IpAddress> translated = ImmutableSet.builder();
    ImmutableSet.Builder<Port> ends = ImmutableSet.builder();
    for (Forward forward : forwards) {
      forward
          .address()
          .ifPresentOrElse(
              address -> {
                translated.add(address);
                add(places, new Place(address, forward.port()), forward);
              },
              () -> add(ports, forward.port(), forward));
      forward.backends().forEach(backend -> ends.add(backend.port()));
    }
    this.byAddress = translations(places);
    this.anyAddress = translations(ports);
    this.addresses = translated.build();
    this.backendPorts = ends.build();
  }

  private static <K> void add(Map<K, Set<Forward>> all, K key, Forward forward) {
    all.computeIfAbsent(key, absent -> new TreeSet<>()).add(forward);
  }

  private static <K> ImmutableMap<K, Declared> translations(Map<K, Set<Forward>> all) {
    ImmutableMap.Builder<K, Declared> translations = ImmutableMap.builder();
    all.forEach((key, forwards) -> translations.put(key, Declared.of(forwards)));
    return translations.buildOrThrow();
  }

  /** Whether any translation leads to this port. */
  boolean leadsTo(Port port) {
    return backendPorts.contains(port);
  }

  /** Whether any port of this address is ever translated. */
  boolean knows(IpAddress address) {
    return addresses.contains(address);
  }

  /** Whether this port of this address is ever translated. */
  boolean knows(IpAddress address, Port port) {
    return byAddress.containsKey(new Place(address, port));
  }

  /**
   * What is declared for this address then, or null; {@code host} tells whether it is a host's or
   * node's own.
   */
  @Nullable Translation at(IpAddress address, Port port, boolean host, long nanos) {
    if (byAddress.isEmpty() && anyAddress.isEmpty()) {
      return null;
    }
    Declared exact = byAddress.get(new Place(address, port));
    Translation there = exact == null ? null : exact.at(nanos);
    if (there != null || !host) {
      return there;
    }
    Declared any = anyAddress.get(port);
    return any == null ? null : any.at(nanos);
  }
}
