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
 * Which of the ports that a Compose file publishes stay published, and where: those seen used,
 * bound to the addresses of the host that were called, as far as the recording tells of every call.
 *
 * @param services by name; only services that publish anything
 */
record Publishing(ImmutableSortedMap<String, Service> services) {

  /**
   * A service that publishes ports.
   *
   * @param kept the entries that stay, those of a range limited to what is used
   * @param dropped what is no longer published, in words
   * @param bound what is now bound to addresses that were called, in words
   * @param wide what is open at all addresses of the host and was used by the host alone, in words
   */
  record Service(
      ImmutableList<YamlTree> kept,
      ImmutableList<String> dropped,
      ImmutableList<String> bound,
      ImmutableList<String> wide) {

    /** As the file says. */
    static Service asItStands(List<PublishedPort> ports) {
      return new Service(
          ports.stream().map(PublishedPort::entry).collect(ImmutableList.toImmutableList()),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of());
    }

    private boolean changed() {
      return !dropped.isEmpty() || !bound.isEmpty();
    }
  }

  /** Without a file nothing is known to be published. */
  static Publishing none() {
    return new Publishing(ImmutableSortedMap.of());
  }

  /**
   * Looks through a file.
   *
   * @param used the ports of a service that were used by way of the host
   * @param observed whether nothing that used a service can have been missed
   * @param bind whether ports may be bound to the addresses that were called
   */
  static Publishing of(
      ComposeFile file, Function<String, PortUse> used, Predicate<String> observed, boolean bind) {
    TreeMap<String, Service> services = new TreeMap<>();
    for (ComposeFile.Service service : file.services().values()) {
      ImmutableList<PublishedPort> ports = ports(file, service);
      if (!ports.isEmpty() && observed.test(service.name())) {
        boolean free = !file.networks().carried().binds(service.aliases().keySet());
        PortUse uses = used.apply(service.name());
        services.put(service.name(), PortLimits.of(ports, uses, free, bind));
      } else if (!ports.isEmpty()) {
        services.put(service.name(), Service.asItStands(ports));
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
    return found == null || !found.changed()
        ? Optional.empty()
        : Optional.of(Entry.of("ports", Sequence.of(found.kept())));
  }

  /** One line for a service that publishes less than it did; else none. */
  Optional<String> told(String service) {
    Service found = services.get(service);
    if (found == null || !found.changed()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    if (!found.dropped().isEmpty()) {
      lines.add(
          "no longer published, since nobody was seen using it: "
              + String.join(", ", found.dropped()));
    }
    if (!found.bound().isEmpty()) {
      lines.add(
          "bound to the addresses of the host that were called: "
              + String.join(", ", found.bound()));
    }
    return Optional.of(String.join("; ", lines));
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
                        + "; at which address the recording does not tell of every call: write"
                        + " 127.0.0.1 in front where that does"));
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
