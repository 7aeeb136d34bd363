package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which of the ports that a Compose file publishes stay published: those seen used. The address
 * they are bound to stays what the file says; which could be narrower is told.
 *
 * @param services by name; only services that publish anything
 */
record Publishing(ImmutableSortedMap<String, Service> services) {

  /**
   * A service that publishes ports.
   *
   * @param kept the entries that stay, those of a range limited to what is used
   * @param dropped what is no longer published, in words
   * @param wide what is open at all addresses of the host and was used by the host alone, in words
   */
  record Service(
      ImmutableList<YamlTree> kept, ImmutableList<String> dropped, ImmutableList<String> wide) {}

  /** Without a file nothing is known to be published. */
  static Publishing none() {
    return new Publishing(ImmutableSortedMap.of());
  }

  /**
   * Looks through a file.
   *
   * @param used the ports of a service that were used by way of the host
   * @param observed whether nothing that used a service can have been missed
   */
  static Publishing of(
      ComposeFile file, Function<String, PortUse> used, Predicate<String> observed) {
    TreeMap<String, Service> services = new TreeMap<>();
    for (ComposeFile.Service service : file.services().values()) {
      ImmutableList<PublishedPort> ports = ports(file, service);
      if (!ports.isEmpty() && observed.test(service.name())) {
        boolean free = !file.networks().carried().binds(service.aliases().keySet());
        services.put(service.name(), limited(ports, used.apply(service.name()), free));
      } else if (!ports.isEmpty()) {
        ImmutableList<YamlTree> all =
            ports.stream().map(PublishedPort::entry).collect(ImmutableList.toImmutableList());
        services.put(service.name(), new Service(all, ImmutableList.of(), ImmutableList.of()));
      }
    }
    return new Publishing(ImmutableSortedMap.copyOfSorted(services));
  }

  /**
   * To what was used.
   *
   * @param free whether ports without an address are open at all addresses of the host
   */
  private static Service limited(ImmutableList<PublishedPort> ports, PortUse used, boolean free) {
    ImmutableList.Builder<YamlTree> kept = ImmutableList.builder();
    ImmutableList.Builder<String> dropped = ImmutableList.builder();
    ImmutableList.Builder<String> wide = ImmutableList.builder();
    for (PublishedPort port : ports) {
      List<YamlTree> stays = port.limitedTo(used.ports());
      if (!stays.equals(List.of(port.entry()))) {
        dropped.add(port.words() + (stays.isEmpty() ? "" : " but what was used"));
      }
      kept.addAll(stays);
      if (free && port.isOpen() && !stays.isEmpty() && port.isForHostAlone(used)) {
        wide.add(port.words());
      }
    }
    return new Service(kept.build(), dropped.build(), wide.build());
  }

  /** Whether a service still publishes a port. */
  boolean publishes(String service) {
    Service found = services.get(service);
    return found != null && !found.kept().isEmpty();
  }

  /** The service's {@code ports} where they are others than the file's. */
  Optional<Entry> changed(String service) {
    Service found = services.get(service);
    return found == null || found.dropped().isEmpty()
        ? Optional.empty()
        : Optional.of(Entry.of("ports", Sequence.of(found.kept())));
  }

  /** One line for a service that publishes less than it did; else none. */
  Optional<String> told(String service) {
    Service found = services.get(service);
    return found == null || found.dropped().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no longer published, since nobody was seen using it: "
                + String.join(", ", found.dropped()));
  }

  /** What a reader must know. */
  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    services.forEach(
        (service, found) -> {
          told(service)
              .ifPresent(told -> notes.add(Note.attention("service " + service + ": " + told)));
          if (!found.wide().isEmpty()) {
            notes.add(
                Note.info(
                    "service "
                        + service
                        + ": used by the Docker host alone, and open at all its addresses: "
                        + String.join(", ", found.wide())
                        + "; which address was called no recording tells: write 127.0.0.1 in front"
                        + " where that does"));
          }
        });
    return notes;
  }

  private static ImmutableList<PublishedPort> ports(ComposeFile file, ComposeFile.Service service) {
    YamlTree node = service.node().get("ports");
    int line = service.node().line("ports");
    if (node == null) {
      return ImmutableList.of();
    }
    if (!(node instanceof Sequence list)) {
      throw ComposeFile.problem(
          file.name(),
          line,
          "ports of service " + service.name() + " are no list",
          "write them as a list");
    }
    ImmutableList.Builder<PublishedPort> ports = ImmutableList.builder();
    for (YamlTree item : list.items()) {
      try {
        ports.add(PublishedPort.of(item));
      } catch (IllegalArgumentException e) {
        throw ComposeFile.problem(
            file.name(),
            line,
            "ports of service " + service.name() + ": " + e.getMessage(),
            "which ports are published decides who needs a way out; docker-compose config puts"
                + " numbers for variables");
      }
    }
    return ports.build();
  }
}
