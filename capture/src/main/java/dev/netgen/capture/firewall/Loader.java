package dev.netgen.capture.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The project's tables in the kernel: loads them filled, fills them anew, takes them away. */
final class Loader {
  private static final String COUNTER = "refused_";

  private final Nft nft;
  private final RuleSet rules;
  private final RuleTexts texts;
  private final boolean check;
  private Filling filled = Filling.NOTHING;
  private boolean ports;

  Loader(Nft nft, RuleSet rules, RuleTexts texts, boolean check) {
    this.nft = nft;
    this.rules = rules;
    this.texts = texts;
    this.check = check;
  }

  /**
   * Tables and sets in one transaction; whether the table of ports is among them. In check mode it
   * is not, as it cannot but drop; nor where the kernel knows no rules for bridges.
   */
  boolean load(World world) {
    if (check) {
      remove("bridge");
      load(texts.check(), Filling.of(rules, world, false), false);
    } else {
      try {
        Filling full = Filling.of(rules, world, true);
        nft.apply(texts.enforce() + texts.ports() + full.after(Filling.NOTHING));
        filled = full;
        ports = true;
      } catch (Nft.RefusedException e) {
        load(texts.enforce(), Filling.of(rules, world, false), false);
      }
    }
    return ports;
  }

  private void load(String text, Filling full, boolean withPorts) {
    try {
      nft.apply(text + full.after(Filling.NOTHING));
    } catch (Nft.RefusedException e) {
      throw refused(e);
    }
    filled = full;
    ports = withPorts;
  }

  /** The sets as these containers ask for, all changes at once; whether the tables were there. */
  boolean fill(World world) {
    Filling wanted = Filling.of(rules, world, ports);
    String text = wanted.after(filled);
    if (text.isEmpty()) {
      return true;
    }
    try {
      nft.apply(text);
      filled = wanted;
      return true;
    } catch (Nft.RefusedException e) {
      load(world);
      return false;
    }
  }

  /** Whether the tables are still there: {@code nft flush ruleset} takes everybody's. */
  boolean present() {
    return nft.has("inet", rules.table()) && (!ports || nft.has("bridge", rules.table()));
  }

  /** Takes both tables away; whether there was one. */
  boolean remove() {
    boolean inet = remove("inet");
    return remove("bridge") || inet;
  }

  private boolean remove(String family) {
    if (!nft.has(family, rules.table())) {
      return false;
    }
    try {
      nft.apply("delete table " + family + " " + rules.table() + "\n");
      return true;
    } catch (Nft.RefusedException e) {
      throw refused(e);
    }
  }

  private static ProblemException refused(Nft.RefusedException e) {
    return ProblemException.environment(
        "nft refuses the rules, nothing is changed",
        String.valueOf(e.getMessage()),
        "they are for nftables 1.0 and Linux 5.10 or later");
  }

  /** What the rules counted, by counter. */
  ImmutableSortedMap<String, Long> counters() {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (String family : new String[] {"inet", "bridge"}) {
      for (JsonNode each : nft.list("counters", "table", family, rules.table())) {
        JsonNode counter = each.path("counter");
        String name = counter.path("name").asText();
        if (name.startsWith(COUNTER) && counter.path("packets").asLong() > 0) {
          counts.merge(
              name.substring(COUNTER.length()), counter.path("packets").asLong(), Long::sum);
        }
      }
    }
    return ImmutableSortedMap.copyOfSorted(counts);
  }

  /** What they refused, by conversation; at most as many as the rules remember. */
  ImmutableSortedSet<Refused> refused(Map<String, String> names) {
    TreeSet<Refused> all = new TreeSet<>();
    for (int family : new int[] {4, 6}) {
      for (JsonNode each : nft.list("set", "inet", rules.table(), RuleSet.REFUSED + family)) {
        for (JsonNode element : each.path("set").path("elem")) {
          JsonNode value = element.path("elem").path("val").path("concat");
          long packets = element.path("elem").path("counter").path("packets").asLong();
          all.add(
              new Refused(
                  name(names, value.path(0).asText()),
                  name(names, value.path(1).asText()),
                  value.path(3).asText() + "/" + value.path(2).asText(),
                  packets));
        }
      }
    }
    return ImmutableSortedSet.copyOf(all);
  }

  private static String name(Map<String, String> names, String address) {
    return names.getOrDefault(address, address);
  }
}
