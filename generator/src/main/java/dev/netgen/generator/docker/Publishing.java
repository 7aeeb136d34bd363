package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.Note;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which of the ports that a Compose file publishes stay published: those seen used. The address
 * they are bound to stays what the file says.
 *
 * @param services by name; only services that publish anything
 */
record Publishing(ImmutableSortedMap<String, Service> services) {

  /**
   * A service that publishes ports.
   *
   * @param kept the entries that stay, those of a range limited to what is used
   * @param dropped what is no longer published, in words
   */
  record Service(ImmutableList<YamlTree> kept, ImmutableList<String> dropped) {}

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
      ComposeFile file, Function<String, Collection<Port>> used, Predicate<String> observed) {
    TreeMap<String, Service> services = new TreeMap<>();
    for (ComposeFile.Service service : file.services().values()) {
      ImmutableList<PublishedPort> ports = ports(file, service);
      if (!ports.isEmpty()) {
        Collection<Port> mine = used.apply(service.name());
        ImmutableList.Builder<YamlTree> kept = ImmutableList.builder();
        ImmutableList.Builder<String> dropped = ImmutableList.builder();
        for (PublishedPort port : ports) {
          List<YamlTree> stays =
              observed.test(service.name()) ? port.limitedTo(mine) : List.of(port.entry());
          kept.addAll(stays);
          if (!stays.equals(List.of(port.entry()))) {
            dropped.add(port.words() + (stays.isEmpty() ? "" : " but what was used"));
          }
        }
        services.put(service.name(), new Service(kept.build(), dropped.build()));
      }
    }
    return new Publishing(ImmutableSortedMap.copyOfSorted(services));
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
    services
        .keySet()
        .forEach(
            service ->
                told(service)
                    .ifPresent(
                        told -> notes.add(Note.attention("service " + service + ": " + told))));
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
