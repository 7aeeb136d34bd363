package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is left of a service's {@code ports}: entries that were used, at the addresses of the host
 * that they were called at, where that is known of every call.
 */
final class PortLimits {
  private final PortUse used;
  private final Set<Port> served = new TreeSet<>();
  private final List<YamlTree> kept = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final List<String> bound = new ArrayList<>();
  private final List<String> wide = new ArrayList<>();

  private PortLimits(PortUse used) {
    this.used = used;
  }

  /**
   * Of these entries.
   *
   * @param free whether ports without an address are open at all addresses of the host
   * @param bind whether they may be bound to the addresses that were called
   */
  static Publishing.Service of(
      List<PublishedPort> entries, PortUse used, boolean free, boolean bind) {
    PortLimits limits = new PortLimits(used);
    Map<PublishedPort, List<YamlTree>> left = new LinkedHashMap<>();
    entries.forEach(entry -> left.put(entry, entry.limitedTo(used.ports())));
    if (free && bind) {
      for (Port port : used.ports()) {
        if (left.values().stream().flatMap(List::stream).anyMatch(e -> limits.serves(e, port))) {
          limits.served.add(port);
        }
      }
    }
    left.forEach((entry, stays) -> limits.add(entry, stays, free));
    return new Publishing.Service(
        ImmutableList.copyOf(limits.kept),
        ImmutableList.copyOf(limits.dropped),
        ImmutableList.copyOf(limits.bound),
        ImmutableList.copyOf(limits.wide));
  }

  private void add(PublishedPort entry, List<YamlTree> stays, boolean free) {
    List<YamlTree> narrow = new ArrayList<>();
    TreeSet<String> addresses = new TreeSet<>();
    for (YamlTree each : stays) {
      Optional<List<YamlTree>> limited = limited(PublishedPort.of(each), addresses);
      narrow.addAll(limited.orElse(List.of(each)));
    }
    kept.addAll(narrow);
    if (narrow.isEmpty() || !stays.equals(List.of(entry.entry()))) {
      dropped.add(entry.words() + (narrow.isEmpty() ? "" : " but what was used"));
    }
    if (!narrow.isEmpty() && !addresses.isEmpty()) {
      bound.add(entry.words() + " to " + String.join(" and ", addresses));
    } else if (free && entry.isOpen() && !narrow.isEmpty() && entry.isForHostAlone(used)) {
      wide.add(entry.words());
    }
  }

  /** At the addresses called; empty where these are not known. */
  private Optional<List<YamlTree>> limited(PublishedPort entry, Set<String> addresses) {
    List<Port> ports = used.ports().stream().filter(entry::holds).toList();
    Optional<PortBinding> binding = PortBinding.of(entry);
    if (binding.isEmpty() || !served.containsAll(ports)) {
      return Optional.empty();
    }
    ImmutableSortedSet<ServiceAddress> called =
        used.called(ports).orElseGet(ImmutableSortedSet::of);
    if (called.isEmpty()) {
      return Optional.empty();
    }
    if (binding.get().address().isEmpty()) {
      binding.get().addresses(called).forEach(each -> addresses.add(each.toString()));
    }
    return Optional.of(binding.get().limitedTo(called));
  }

  /** Whether an entry serves what was called; else the file is another than the recorded one's. */
  private boolean serves(YamlTree stays, Port port) {
    PublishedPort entry = PublishedPort.of(stays);
    return entry.holds(port)
        && used.called(List.of(port))
            .flatMap(called -> PortBinding.of(entry).map(binding -> binding.limitedTo(called)))
            .filter(left -> !left.isEmpty())
            .isPresent();
  }
}
