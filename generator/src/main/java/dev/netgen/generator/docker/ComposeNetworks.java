package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.model.net.Cidr;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a Compose file.
 *
 * @param declared the keys of those that netgen did not make, in lower case
 * @param open those in use that lead outside (not internal), by key
 * @param v6 those in use with IPv6, by key, and the line that says so
 * @param subnets ranges that the file gives to networks that netgen did not make
 * @param carried what of their settings goes along
 */
record ComposeNetworks(
    ImmutableSortedSet<String> declared,
    ImmutableSortedSet<String> open,
    ImmutableSortedMap<String, Integer> v6,
    ImmutableSortedSet<Cidr> subnets,
    CarriedOptions carried) {
  static final String DEFAULT = "default";

  private static final String ADVICE =
      "networks can only be made for services on bridge networks of this one file";

  static ComposeNetworks read(
      String file, Mapping root, ImmutableSortedMap<String, ComposeFile.Service> services) {
    Mapping declared =
        root.get("networks") instanceof Mapping map ? map : Mapping.of(ImmutableSortedSet.of());
    ImmutableSortedSet.Builder<String> open = ImmutableSortedSet.naturalOrder();
    ImmutableSortedMap.Builder<String, Integer> v6 = ImmutableSortedMap.naturalOrder();
    ImmutableSortedMap.Builder<String, Mapping> carried = ImmutableSortedMap.naturalOrder();
    for (String network : used(file, declared, services)) {
      if (!(declared.get(network) instanceof Mapping settings)) {
        open.add(network);
        continue;
      }
      check(file, network, settings, declared.line(network));
      if (!made(settings)) {
        carried.put(network, settings);
      }
      if (!isTrue(settings.get("internal"))) {
        open.add(network);
      }
      if (isTrue(settings.get("enable_ipv6"))) {
        v6.put(network, settings.line("enable_ipv6"));
      }
    }
    return new ComposeNetworks(
        names(declared),
        open.build(),
        v6.buildOrThrow(),
        subnets(declared),
        new CarriedOptions(carried.buildOrThrow()));
  }

  private static ImmutableSortedSet<String> used(
      String file, Mapping declared, ImmutableSortedMap<String, ComposeFile.Service> services) {
    ImmutableSortedSet.Builder<String> used = ImmutableSortedSet.naturalOrder();
    for (ComposeFile.Service service : services.values()) {
      for (String network : service.aliases().keySet()) {
        if (!declared.entries().containsKey(network) && !network.equals(DEFAULT)) {
          throw ComposeFile.problem(
              file,
              service.node().line("networks"),
              "service " + service.name() + " is on undeclared network " + network,
              ADVICE);
        }
        used.add(network);
      }
    }
    return used.build();
  }

  private static void check(String file, String network, Mapping settings, int line) {
    YamlTree external = settings.get("external");
    if (external != null && !(external instanceof Scalar scalar && !scalar.truth())) {
      throw ComposeFile.problem(
          file,
          line,
          "network " + network + " is external: who else is on it is not in this file",
          ADVICE);
    }
    if (settings.get("driver") instanceof Scalar driver && !driver.text().equals("bridge")) {
      throw ComposeFile.problem(
          file,
          settings.line("driver"),
          "network " + network + " has driver " + driver.text() + ", not bridge",
          ADVICE);
    }
  }

  private static ImmutableSortedSet<String> names(Mapping declared) {
    ImmutableSortedSet.Builder<String> names = ImmutableSortedSet.naturalOrder();
    for (Entry entry : declared.entries().values()) {
      if (!made(entry.value())) {
        names.add(entry.key().text().toLowerCase(Locale.ROOT));
      }
    }
    return names.build();
  }

  /** Whether netgen made it: it is made anew, of the same name and subnet. */
  private static boolean made(YamlTree network) {
    return network instanceof Mapping settings
        && settings.get("driver_opts") instanceof Mapping options
        && options.get(NetworkPlan.BRIDGE_OPTION) instanceof Scalar bridge
        && bridge.text().matches("ng-[0-9a-f]{12}");
  }

  /** What is no range is left for Compose to refuse. */
  private static ImmutableSortedSet<Cidr> subnets(Mapping declared) {
    ImmutableSortedSet.Builder<Cidr> subnets = ImmutableSortedSet.naturalOrder();
    for (Entry entry : declared.entries().values()) {
      if (!made(entry.value())
          && entry.value() instanceof Mapping settings
          && settings.get("ipam") instanceof Mapping ipam
          && ipam.get("config") instanceof Sequence configs) {
        for (YamlTree config : configs.items()) {
          if (config instanceof Mapping one && one.get("subnet") instanceof Scalar subnet) {
            subnets.addAll(range(subnet.text()));
          }
        }
      }
    }
    return subnets.build();
  }

  private static List<Cidr> range(String text) {
    try {
      return List.of(Cidr.parse(text));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static boolean isTrue(@Nullable YamlTree value) {
    return value instanceof Scalar scalar && scalar.truth();
  }
}
