package dev.netgen.capture.firewall;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the sets of the rules hold: by {@code family table set}, the elements as nft reads them.
 *
 * @param sets all sets that are filled, the empty ones too
 */
record Filling(ImmutableSortedMap<String, ImmutableSortedSet<String>> sets) {
  /** What a freshly loaded text holds: nobody knows, it may name fixed addresses. */
  static final Filling NOTHING = new Filling(ImmutableSortedMap.of());

  /**
   * With these containers.
   *
   * @param ports whether the table of ports is loaded
   */
  static Filling of(RuleSet rules, World world, boolean ports) {
    return new Maker(rules, ports).make(world);
  }

  /** The transaction that makes the sets these, where they were those; empty where they are. */
  String after(Filling old) {
    StringBuilder text = new StringBuilder();
    sets.forEach(
        (set, elements) -> {
          if (!elements.equals(old.sets.get(set))) {
            text.append("flush set ").append(set).append('\n');
            if (!elements.isEmpty()) {
              text.append("add element ")
                  .append(set)
                  .append(" { ")
                  .append(String.join(", ", elements))
                  .append(" }\n");
            }
          }
        });
    return text.toString();
  }

  private static final class Maker {
    private final RuleSet rules;
    private final boolean ports;
    private final Map<String, Set<String>> sets = new TreeMap<>();

    Maker(RuleSet rules, boolean ports) {
      this.rules = rules;
      this.ports = ports;
    }

    Filling make(World world) {
      rules.services().values().forEach(each -> each.both().forEach(set -> set("inet", set)));
      for (int family : new int[] {4, 6}) {
        set("inet", RuleSet.HERE + family);
        set("inet", RuleSet.SUBNETS + family);
        if (ports) {
          set("bridge", RuleSet.PORTS + family);
          set("bridge", RuleSet.SUBNETS + family);
        }
      }
      if (ports) {
        set("bridge", RuleSet.KNOWN_PORTS);
      }
      world.foreign().forEach(each -> set("inet", RuleSet.FOREIGN).add(quoted(each)));
      widest(world.subnets()).forEach(this::subnet);
      world.members().forEach(this::member);
      ImmutableSortedMap.Builder<String, ImmutableSortedSet<String>> made =
          ImmutableSortedMap.naturalOrder();
      sets.forEach((set, elements) -> made.put(set, ImmutableSortedSet.copyOf(elements)));
      return new Filling(made.buildOrThrow());
    }

    private void subnet(Cidr range) {
      int family = range.base().v6() ? 6 : 4;
      set("inet", RuleSet.SUBNETS + family).add(range.toString());
      if (ports) {
        set("bridge", RuleSet.SUBNETS + family).add(range.toString());
      }
    }

    /** Sets of intervals refuse one within another. */
    private static Set<Cidr> widest(ImmutableSortedSet<Cidr> ranges) {
      TreeSet<Cidr> left = new TreeSet<>(ranges);
      left.removeIf(range -> ranges.stream().anyMatch(o -> !o.equals(range) && o.contains(range)));
      return left;
    }

    private void member(Member member) {
      RuleSet.Sets own = rules.services().get(member.service());
      if (own == null) {
        return;
      }
      for (Place place : member.places()) {
        IpAddress address = place.address();
        int family = address.v6() ? 6 : 4;
        set("inet", address.v6() ? own.v6() : own.v4()).add(address.toString());
        set("inet", RuleSet.HERE + family).add(quoted(place.bridge()) + " . " + address);
        String port = place.port().filter(RuleSet::isInterface).orElse("");
        if (ports && !port.isEmpty()) {
          set("bridge", RuleSet.PORTS + family).add(quoted(port) + " . " + address);
          set("bridge", RuleSet.KNOWN_PORTS).add(quoted(port));
        }
      }
    }

    private Set<String> set(String family, String name) {
      return sets.computeIfAbsent(
          family + " " + rules.table() + " " + name, key -> new TreeSet<>());
    }

    private static String quoted(String name) {
      return '"' + name + '"';
    }
  }
}
