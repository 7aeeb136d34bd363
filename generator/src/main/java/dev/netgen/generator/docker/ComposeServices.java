package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.ComposeFile.Service;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.GenerationRequest.ComposeSource;
import dev.netgen.model.problem.ProblemException;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a Compose file's services: whose network is whose, and under what names. */
final class ComposeServices {
  private static final String ONE_FILE =
      "networks can only be made for services on bridge networks of this one file";
  private static final int MOST_SHOWN = 60;
  private static final String RESOLVED =
      "give the whole as one file: docker-compose config, or docker compose config";

  private final String file;
  private final Mapping nodes;
  private final TreeMap<String, Service> services = new TreeMap<>();
  private final TreeMap<String, String> guests = new TreeMap<>();
  private final TreeSet<String> onHost = new TreeSet<>();

  private ComposeServices(String file, Mapping nodes) {
    this.file = file;
    this.nodes = nodes;
  }

  static ComposeFile read(ComposeSource source) {
    String file = source.name();
    if (!(YamlTreeReader.read(file, source.text()) instanceof Mapping root)
        || !(root.get("services") instanceof Mapping nodes)) {
      throw ProblemException.input(
          "no services", file, "give a Compose file with a services section");
    }
    if (root.get("include") != null) {
      throw ComposeFile.problem(file, root.line("include"), "the file uses include", RESOLVED);
    }
    if (root.get("version") instanceof Scalar version && version.text().matches("2(\\.0)?")) {
      throw ComposeFile.problem(
          file,
          root.line("version"),
          "version 2.0 knows no sysctls, which keep services from forwarding",
          "write 2.1 or later, or leave the version out");
    }
    ComposeServices read = new ComposeServices(file, nodes);
    nodes.entries().values().forEach(read::service);
    read.settleGuests();
    ImmutableSortedMap<String, Service> all = ImmutableSortedMap.copyOfSorted(read.services);
    return new ComposeFile(
        file,
        root,
        all,
        ImmutableSortedMap.copyOfSorted(read.guests),
        ImmutableSortedSet.copyOfSorted(read.onHost),
        ComposeNetworks.read(file, root, all));
  }

  private void service(Entry entry) {
    String name = entry.key().text();
    if (!ComposeProject.SERVICE.matcher(name).matches()) {
      throw ComposeFile.problem(
          file,
          entry.line(),
          "\"" + shortened(name) + "\" is not a name Compose would accept for a service",
          "letters, digits, dots, hyphens and underscores");
    }
    if (!(entry.value() instanceof Mapping node)) {
      throw problem(entry.line(), "service " + name + " is no mapping");
    }
    refuse(name, node, "extends", RESOLVED);
    refuse(name, node, "external_links", "link to services of this file, or make them some");
    refuse(name, node, "net", "write network_mode");
    YamlTree mode = node.get("network_mode");
    if (mode == null) {
      services.put(name, onNetworks(entry, node));
      return;
    }
    if (node.get("networks") != null) {
      throw problem(
          node.line("networks"), "service " + name + " has both networks and network_mode");
    }
    if (!(mode instanceof Scalar word)) {
      throw problem(node.line("network_mode"), "network_mode of service " + name + " is no word");
    }
    mode(name, word.text(), node.line("network_mode"));
  }

  private static String shortened(String name) {
    return name.length() <= MOST_SHOWN ? name : name.substring(0, MOST_SHOWN) + "...";
  }

  private void mode(String name, String mode, int line) {
    if (mode.equals("host")) {
      onHost.add(name);
    } else if (mode.startsWith("service:")) {
      guests.put(name, known(name, mode.substring("service:".length()), line));
    } else if (mode.startsWith("container:")) {
      guests.put(name, known(name, container(mode.substring("container:".length())), line));
    } else if (!mode.equals("none")) {
      throw ComposeFile.problem(
          file,
          line,
          "service " + name + " uses network_mode " + mode,
          "others this file does not show are there too: take it out, so that it gets networks");
    }
  }

  /** The service whose container has this name by {@code container_name}, else the name itself. */
  private String container(String container) {
    for (Entry entry : nodes.entries().values()) {
      if (entry.value() instanceof Mapping node
          && node.get("container_name") instanceof Scalar name
          && name.text().equals(container)) {
        return entry.key().text();
      }
    }
    return container;
  }

  private String known(String guest, String owner, int line) {
    if (owner.equals(guest) || !nodes.entries().containsKey(owner)) {
      throw ComposeFile.problem(
          file,
          line,
          "service " + guest + " shares the network of " + owner + ", no other service of the file",
          "give that one a place in the file, with a container_name where it is named by that");
    }
    return owner;
  }

  /**
   * Guests of guests live with the first; where that one is on the host or nowhere, so are they.
   */
  private void settleGuests() {
    for (String guest : ImmutableSortedSet.copyOf(guests.keySet())) {
      String owner = guest;
      for (int hops = 0; guests.containsKey(owner); hops++) {
        if (hops > guests.size()) {
          throw problem(
              nodes.line(guest), "service " + guest + " shares its own network in a circle");
        }
        owner = guests.get(owner);
      }
      if (services.containsKey(owner)) {
        guests.put(guest, owner);
      } else if (onHost.contains(owner)) {
        onHost.add(guest);
      }
    }
    guests.keySet().removeAll(onHost);
    guests.values().removeIf(owner -> !services.containsKey(owner));
  }

  private Service onNetworks(Entry entry, Mapping node) {
    String name = entry.key().text();
    TreeMap<String, ImmutableSortedSet<String>> aliases = new TreeMap<>();
    ImmutableSortedSet.Builder<String> lost = ImmutableSortedSet.naturalOrder();
    YamlTree networks = node.get("networks");
    int line = node.line("networks");
    if (networks instanceof Sequence list) {
      list.items().forEach(item -> aliases.put(word(name, item, line), ImmutableSortedSet.of()));
    } else if (networks instanceof Mapping map) {
      for (Entry one : map.entries().values()) {
        aliases.put(one.key().text(), attachment(name, one, lost));
      }
    } else if (networks != null) {
      throw problem(line, "networks of service " + name + " are no list and no mapping");
    }
    if (aliases.isEmpty()) {
      aliases.put(ComposeNetworks.DEFAULT, ImmutableSortedSet.of());
    }
    return new Service(
        name, node, entry.line(), ImmutableSortedMap.copyOfSorted(aliases), lost.build());
  }

  private ImmutableSortedSet<String> attachment(
      String service, Entry network, ImmutableSortedSet.Builder<String> lost) {
    if (!(network.value() instanceof Mapping settings)) {
      return ImmutableSortedSet.of();
    }
    settings.entries().keySet().stream()
        .filter(key -> !key.equals("aliases"))
        .forEach(key -> lost.add(network.key().text() + "." + key));
    if (!(settings.get("aliases") instanceof Sequence list)) {
      return ImmutableSortedSet.of();
    }
    return list.items().stream()
        .map(item -> word(service, item, settings.line("aliases")))
        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }

  private void refuse(String service, Mapping node, String key, String advice) {
    if (node.get(key) != null) {
      throw ComposeFile.problem(
          file, node.line(key), "service " + service + " uses " + key, advice);
    }
  }

  private String word(String service, YamlTree value, int line) {
    if (value instanceof Scalar scalar) {
      return scalar.text();
    }
    throw problem(line, "service " + service + " has a network or alias that is no word");
  }

  private ProblemException problem(int line, String what) {
    return ComposeFile.problem(file, line, what, ONE_FILE);
  }
}
