package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.GenerationRequest.ComposeSource;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.problem.ProblemException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The user's Compose file (Compose specification; files of version 2 and 3), read for what decides
 * reachability. What would leave networks netgen cannot see or replace is refused.
 *
 * @param name how the user named it
 * @param root the document
 * @param services those whose networks are to be replaced, by name
 * @param open the file's networks that lead outside (not internal), by key
 */
public record ComposeFile(
    String name,
    Mapping root,
    ImmutableSortedMap<String, Service> services,
    ImmutableSortedSet<String> open) {
  private static final String DEFAULT = "default";

  /**
   * A service.
   *
   * @param node its mapping
   * @param aliases further names on each of its networks, by network key
   * @param lost settings of its networks that cannot move to other networks, such as fixed
   *     addresses
   */
  public record Service(
      String name,
      Mapping node,
      ImmutableSortedMap<String, ImmutableSortedSet<String>> aliases,
      ImmutableSortedSet<String> lost) {

    /** How many containers it has when it starts; more where a person scales it. */
    long replicas() {
      YamlTree scale =
          node.get("deploy") instanceof Mapping deploy && deploy.get("replicas") != null
              ? deploy.get("replicas")
              : node.get("scale");
      return scale instanceof Scalar number && number.text().matches("[0-9]{1,5}")
          ? Math.max(1, Long.parseLong(number.text()))
          : 1;
    }

    /** Whether it publishes ports. */
    boolean publishes() {
      return node.get("ports") instanceof Sequence list && !list.items().isEmpty();
    }
  }

  /** How many containers a service has; one where it is not in the file. */
  long replicas(String service) {
    Service found = services.get(service);
    return found == null ? 1 : found.replicas();
  }

  /** Whether the service is in the file and publishes ports. */
  boolean publishes(String service) {
    Service found = services.get(service);
    return found != null && found.publishes();
  }

  static ComposeFile read(ComposeSource source) {
    if (!(YamlTreeReader.read(source.name(), source.text()) instanceof Mapping root)
        || !(root.get("services") instanceof Mapping services)) {
      throw ProblemException.input(
          "no services", source.name(), "give a Compose file with a services section");
    }
    refuse(source.name(), "the file", root, "include");
    if (root.get("version") instanceof Scalar version && version.text().matches("2(\\.0)?")) {
      throw problem(
          source.name(), "version 2.0 knows no sysctls, which keep services from forwarding");
    }
    TreeMap<String, Service> read = new TreeMap<>();
    for (Entry entry : services.entries().values()) {
      String service = entry.key().text();
      Mapping node = mapping(source.name(), "service " + service, entry.value());
      String mode = node.get("network_mode") instanceof Scalar scalar ? scalar.text() : "";
      if (!mode.equals("none")) {
        refuse(source.name(), "service " + service, node, "extends", "network_mode", "net");
        read.put(service, service(source.name(), service, node));
      }
    }
    ImmutableSortedMap<String, Service> all = ImmutableSortedMap.copyOfSorted(read);
    return new ComposeFile(source.name(), root, all, openNetworks(source.name(), root, all));
  }

  private static Service service(String file, String service, Mapping node) {
    TreeMap<String, ImmutableSortedSet<String>> aliases = new TreeMap<>();
    ImmutableSortedSet.Builder<String> lost = ImmutableSortedSet.naturalOrder();
    YamlTree networks = node.get("networks");
    if (networks instanceof Sequence list) {
      list.items().forEach(item -> aliases.put(word(file, service, item), ImmutableSortedSet.of()));
    } else if (networks instanceof Mapping map) {
      for (Entry entry : map.entries().values()) {
        String network = entry.key().text();
        aliases.put(network, attachment(file, service, network, entry.value(), lost));
      }
    } else if (networks != null) {
      throw problem(file, "networks of service " + service + " are no list and no mapping");
    }
    if (aliases.isEmpty()) {
      aliases.put(DEFAULT, ImmutableSortedSet.of());
    }
    return new Service(service, node, ImmutableSortedMap.copyOfSorted(aliases), lost.build());
  }

  private static ImmutableSortedSet<String> attachment(
      String file,
      String service,
      String network,
      YamlTree value,
      ImmutableSortedSet.Builder<String> lost) {
    if (!(value instanceof Mapping settings)) {
      return ImmutableSortedSet.of();
    }
    settings.entries().keySet().stream()
        .filter(key -> !key.equals("aliases"))
        .forEach(key -> lost.add(network + "." + key));
    if (!(settings.get("aliases") instanceof Sequence list)) {
      return ImmutableSortedSet.of();
    }
    return list.items().stream()
        .map(item -> word(file, service, item))
        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }

  private static ImmutableSortedSet<String> openNetworks(
      String file, Mapping root, ImmutableSortedMap<String, Service> services) {
    Mapping declared =
        root.get("networks") instanceof Mapping map ? map : Mapping.of(ImmutableSortedSet.of());
    ImmutableSortedSet.Builder<String> open = ImmutableSortedSet.naturalOrder();
    for (Service service : services.values()) {
      for (String network : service.aliases().keySet()) {
        if (!declared.entries().containsKey(network) && !network.equals(DEFAULT)) {
          throw problem(file, "service " + service.name() + " is on undeclared network " + network);
        }
        if (declared.get(network) instanceof Mapping settings) {
          checkNetwork(file, network, settings);
          if (isTrue(settings.get("internal"))) {
            continue;
          }
        }
        open.add(network);
      }
    }
    return open.build();
  }

  private static void checkNetwork(String file, String network, Mapping settings) {
    YamlTree external = settings.get("external");
    if (external != null && !(external instanceof Scalar scalar && !scalar.truth())) {
      throw problem(
          file, "network " + network + " is external: who else is on it is not in this file");
    }
    if (settings.get("driver") instanceof Scalar driver && !driver.text().equals("bridge")) {
      throw problem(file, "network " + network + " has driver " + driver.text() + ", not bridge");
    }
    if (isTrue(settings.get("enable_ipv6"))) {
      throw problem(
          file,
          "network " + network + " enables IPv6, whose isolation is not proved on all engines");
    }
  }

  private static boolean isTrue(@Nullable YamlTree value) {
    return value instanceof Scalar scalar && scalar.truth();
  }

  private static void refuse(String file, String where, Mapping node, String... keys) {
    for (String key : keys) {
      if (node.get(key) != null) {
        throw problem(file, where + " uses " + key);
      }
    }
  }

  private static Mapping mapping(String file, String where, YamlTree value) {
    if (value instanceof Mapping mapping) {
      return mapping;
    }
    throw problem(file, where + " is no mapping");
  }

  private static String word(String file, String service, YamlTree value) {
    if (value instanceof Scalar scalar) {
      return scalar.text();
    }
    throw problem(file, "service " + service + " has a network or alias that is no word");
  }

  private static ProblemException problem(String file, String what) {
    return ProblemException.input(
        YamlWriter.printable(what),
        file,
        "networks can only be made for services on bridge networks of this one file");
  }
}
