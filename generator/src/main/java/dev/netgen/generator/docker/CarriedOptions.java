package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.target.Note;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a Compose file's networks goes along to those that replace them: how long their packets
 * may be, and to which address of the host their ports are bound where these do not say so. What
 * else they were given is told.
 *
 * @param networks those in use that netgen did not make, with their settings
 */
record CarriedOptions(ImmutableSortedMap<String, Mapping> networks) {
  private static final String BRIDGE = "com.docker.network.bridge.";
  private static final String MTU = "com.docker.network.driver.mtu";
  private static final String BINDING = BRIDGE + "host_binding_ipv4";
  private static final String ICC = BRIDGE + "enable_icc";

  /** Options that the plan decides about, or carries over. */
  private static final ImmutableSet<String> KNOWN =
      ImmutableSet.of(MTU, BINDING, ICC, BRIDGE + "name", BRIDGE + "enable_ip_masquerade");

  private static final ImmutableSet<String> DECIDED =
      ImmutableSet.of("driver", "driver_opts", "internal", "enable_ipv6", "external");

  /** Networks whose members do not talk to each other. */
  ImmutableSortedSet<String> apart() {
    return networks.entrySet().stream()
        .filter(each -> option(each.getValue(), ICC).filter("false"::equals).isPresent())
        .map(Map.Entry::getKey)
        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }

  /**
   * The options of a network for services that were on these.
   *
   * @param before the networks of each of its members
   */
  ImmutableSortedMap<String, String> of(
      String project, Collection<? extends Collection<String>> before, boolean internal) {
    TreeMap<String, String> options = new TreeMap<>();
    before.stream()
        .flatMap(Collection::stream)
        .flatMap(network -> option(network, MTU).stream())
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
        .ifPresent(mtu -> options.put(MTU, mtu));
    if (!internal) {
      before.stream()
          .flatMap(Collection::stream)
          .filter(network -> !isInternal(network))
          .min(Comparator.comparing(network -> engineName(project, network)))
          .flatMap(network -> option(network, BINDING))
          .ifPresent(binding -> options.put(BINDING, binding));
    }
    return ImmutableSortedMap.copyOfSorted(options);
  }

  /** Whether one of these binds ports to an address. */
  boolean binds(Collection<String> these) {
    return these.stream().anyMatch(network -> option(network, BINDING).isPresent());
  }

  private boolean isInternal(String network) {
    Mapping settings = networks.get(network);
    return settings != null && settings.get("internal") instanceof Scalar word && word.truth();
  }

  /** What the engine calls a network, and orders networks by. */
  String engineName(String project, String network) {
    Mapping settings = networks.get(network);
    return settings != null && settings.get("name") instanceof Scalar name
        ? name.text()
        : project + "_" + network;
  }

  private Optional<String> option(String network, String key) {
    Mapping settings = networks.get(network);
    return settings == null ? Optional.empty() : option(settings, key);
  }

  private static Optional<String> option(Mapping settings, String key) {
    return settings.get("driver_opts") instanceof Mapping options
            && options.get(key) instanceof Scalar value
        ? Optional.of(value.text())
        : Optional.empty();
  }

  /** What is gone with the networks. */
  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    networks.forEach(
        (key, settings) -> {
          TreeSet<String> lost = lost(settings);
          if (!lost.isEmpty()) {
            notes.add(
                Note.attention(
                    "network " + key + " goes, and with it its " + String.join(", ", lost)));
          }
        });
    return notes;
  }

  private static TreeSet<String> lost(Mapping settings) {
    TreeSet<String> lost = new TreeSet<>();
    for (Entry entry : settings.entries().values()) {
      String key = entry.key().text();
      if (!DECIDED.contains(key) && !key.startsWith("x-") && settings.get(key) != null) {
        lost.add(key);
      }
    }
    if (settings.get("driver_opts") instanceof Mapping options) {
      options.entries().keySet().stream().filter(o -> !KNOWN.contains(o)).forEach(lost::add);
    }
    return lost;
  }
}
