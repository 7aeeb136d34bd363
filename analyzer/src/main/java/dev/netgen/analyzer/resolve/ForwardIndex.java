package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which translations are declared for an address and port. */
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

  private final ImmutableMap<Place, Translation> byAddress;
  private final ImmutableMap<Port, Translation> anyAddress;
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

  private static <K> ImmutableMap<K, Translation> translations(Map<K, Set<Forward>> all) {
    ImmutableMap.Builder<K, Translation> translations = ImmutableMap.builder();
    all.forEach((key, forwards) -> translations.put(key, Translation.of(forwards)));
    return translations.buildOrThrow();
  }

  /** Whether any translation leads to this port. */
  boolean leadsTo(Port port) {
    return backendPorts.contains(port);
  }

  /** Whether any port of this address is translated. */
  boolean knows(IpAddress address) {
    return addresses.contains(address);
  }

  /**
   * What is declared for this address, or null; {@code host} tells whether it is a host's or node's
   * own.
   */
  @Nullable Translation at(IpAddress address, Port port, boolean host) {
    if (byAddress.isEmpty() && anyAddress.isEmpty()) {
      return null;
    }
    Translation exact = byAddress.get(new Place(address, port));
    return exact == null && host ? anyAddress.get(port) : exact;
  }
}
