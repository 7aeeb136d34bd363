package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.netgen.generator.docker.NetworkPlan.Network;
import dev.netgen.generator.docker.TalkGraph.Pair;
import dev.netgen.generator.target.DecisionNeeded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to choose from where more networks are needed than are allowed: which shared networks become
 * one, and who would then reach whom.
 *
 * <p>Implementation note: of all pairs of networks the one whose union adds the fewest pairs of
 * services is merged, until few enough are left; of very many networks some are held against each
 * other only ({@link GroupMerger}).
 */
final class NetworkBudget {
  private static final int MOST_COMPARED = 120;
  private static final int MOST_NAMED = 12;

  private final List<ImmutableSortedSet<String>> groups = new ArrayList<>();
  private final Set<ImmutableSortedSet<String>> merged = new HashSet<>();
  private final Set<Pair> reach = new HashSet<>();
  private final List<Network> outward;

  private NetworkBudget(Collection<Network> networks) {
    networks.stream().filter(Network::internal).forEach(n -> groups.add(n.members()));
    groups.sort(Comparator.comparing(Object::toString));
    groups.forEach(group -> reach.addAll(pairs(group)));
    outward = networks.stream().filter(network -> !network.internal()).toList();
  }

  /** Throws DecisionNeeded where there are more networks than this. */
  static void check(Collection<Network> networks, int most) {
    if (networks.size() > most) {
      throw new NetworkBudget(networks).choice(networks.size(), most);
    }
  }

  private DecisionNeeded choice(int needed, int most) {
    int room = most - outward.size();
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(
        groups.size()
            + " keep apart what does not talk, "
            + outward.size()
            + " lead outside, one for each service that publishes or calls it");
    lines.add("allow " + needed + " (--networks " + needed + "), or fewer at a price:");
    int shared = groups.size();
    if (room < (shared == 0 ? 0 : 1)) {
      lines.add(
          "however many are shared, at least "
              + (outward.size() + Math.min(1, shared))
              + " are needed");
    } else {
      if (groups.size() > MOST_COMPARED && groups.size() > room) {
        List<ImmutableSortedSet<String>> left = new GroupMerger(groups, reach).to(room, merged);
        groups.clear();
        groups.addAll(left);
        groups.sort(Comparator.comparing(Object::toString));
      }
      while (groups.size() > room) {
        merge();
      }
      describe(lines);
    }
    return new DecisionNeeded(
        needed + " networks are needed and " + most + " are allowed: nothing was generated",
        lines.build());
  }

  private void merge() {
    int[] best = cheapest();
    ImmutableSortedSet<String> union =
        ImmutableSortedSet.copyOf(Sets.union(groups.get(best[0]), groups.get(best[1])));
    groups.removeIf(union::containsAll);
    merged.removeIf(union::containsAll);
    groups.add(union);
    merged.add(union);
    groups.sort(Comparator.comparing(Object::toString));
  }

  private int[] cheapest() {
    int[] best = {0, 1};
    long least = Long.MAX_VALUE;
    for (int a = 0; a < groups.size(); a++) {
      for (int b = a + 1; b < groups.size(); b++) {
        long price = price(Sets.union(groups.get(a), groups.get(b)));
        if (price < least) {
          least = price;
          best = new int[] {a, b};
        }
      }
    }
    return best;
  }

  private long price(Collection<String> members) {
    return pairs(members).stream().filter(pair -> !reach.contains(pair)).count();
  }

  private void describe(ImmutableList.Builder<String> lines) {
    List<ImmutableSortedSet<String>> chosen =
        groups.stream().filter(group -> price(group) > 0 && merged.contains(group)).toList();
    for (ImmutableSortedSet<String> group : chosen) {
      List<String> granted =
          pairs(group).stream()
              .filter(pair -> !reach.contains(pair))
              .map(pair -> pair.first() + " and " + pair.second())
              .toList();
      String more =
          granted.size() > MOST_NAMED
              ? " and " + (granted.size() - MOST_NAMED) + " pairs more"
              : "";
      lines.add(
          "one network for "
              + String.join(", ", group)
              + ": then these reach each other on all ports: "
              + String.join("; ", granted.subList(0, Math.min(MOST_NAMED, granted.size())))
              + more);
    }
    lines.add("write it down with a reason and give it by --decisions:");
    lines.add("apiVersion: netgen/v1");
    lines.add("kind: NetgenDecisions");
    lines.add("networks:");
    for (ImmutableSortedSet<String> group : chosen) {
      lines.add("  - {services: [" + String.join(", ", group) + "], reason: }");
    }
  }

  private static Collection<Pair> pairs(Collection<String> members) {
    TreeSet<Pair> pairs = new TreeSet<>();
    for (String one : members) {
      for (String other : members) {
        if (one.compareTo(other) < 0) {
          pairs.add(new Pair(one, other));
        }
      }
    }
    return pairs;
  }
}
