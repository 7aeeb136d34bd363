package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.TalkGraph.Pair;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Merges many groups of services into fewer, at each step two whose union adds few pairs that do
 * not reach each other now.
 *
 * <p>Implementation note: unions of groups that have a member in common add the fewest; of these
 * each group is held against those next to it by size and name, and the cheapest of all goes first.
 * A vertex is a service by its place in the order of names.
 */
final class GroupMerger {
  private static final int MOST_PARTNERS = 48;

  private final ImmutableList<String> names;
  private final BitSet[] reach;
  private final List<BitSet> groups = new ArrayList<>();
  private final BitSet alive = new BitSet();
  private final List<TreeSet<Integer>> of = new ArrayList<>();
  private final PriorityQueue<Offer> offers =
      new PriorityQueue<>(
          Comparator.comparingLong(Offer::price)
              .thenComparingInt(Offer::one)
              .thenComparingInt(Offer::other));

  /** Two groups, and how many pairs their union adds. */
  private record Offer(long price, int one, int other) {}

  GroupMerger(Collection<ImmutableSortedSet<String>> given, Set<Pair> reached) {
    TreeSet<String> all = new TreeSet<>();
    given.forEach(all::addAll);
    names = ImmutableSortedSet.copyOf(all).asList();
    reach = new BitSet[names.size()];
    for (int v = 0; v < reach.length; v++) {
      reach[v] = new BitSet();
      of.add(new TreeSet<>());
    }
    for (Pair pair : reached) {
      int one = index(pair.first());
      int other = index(pair.second());
      reach[one].set(other);
      reach[other].set(one);
    }
    for (ImmutableSortedSet<String> group : given) {
      BitSet vertices = new BitSet();
      group.forEach(name -> vertices.set(index(name)));
      add(vertices);
    }
    alive.stream().forEach(this::offer);
  }

  private int index(String name) {
    return names.indexOf(name);
  }

  /** Merges until so many are left; what is left, those that were merged among them. */
  List<ImmutableSortedSet<String>> to(int most, Set<ImmutableSortedSet<String>> merged) {
    Set<Integer> made = new LinkedHashSet<>();
    while (alive.cardinality() > most) {
      Offer best = next();
      BitSet union = (BitSet) groups.get(best.one()).clone();
      union.or(groups.get(best.other()));
      for (int each : alive.stream().toArray()) {
        if (isIn(groups.get(each), union)) {
          remove(each);
        }
      }
      int number = add(union);
      made.add(number);
      offer(number);
    }
    List<ImmutableSortedSet<String>> left = new ArrayList<>();
    alive.stream().forEach(each -> left.add(named(groups.get(each))));
    made.stream().filter(alive::get).forEach(each -> merged.add(named(groups.get(each))));
    return left;
  }

  private Offer next() {
    for (Offer best = offers.poll(); best != null; best = offers.poll()) {
      if (alive.get(best.one()) && alive.get(best.other())) {
        return best;
      }
    }
    int first = alive.nextSetBit(0);
    return new Offer(0, first, alive.nextSetBit(first + 1));
  }

  private static boolean isIn(BitSet group, BitSet union) {
    BitSet rest = (BitSet) group.clone();
    rest.andNot(union);
    return rest.isEmpty();
  }

  private int add(BitSet group) {
    int number = groups.size();
    groups.add(group);
    alive.set(number);
    group.stream().forEach(v -> of.get(v).add(number));
    return number;
  }

  private void remove(int number) {
    alive.clear(number);
    groups.get(number).stream().forEach(v -> of.get(v).remove(number));
  }

  /** Holds a group against some that share a member with it. */
  private void offer(int number) {
    TreeSet<Integer> partners = new TreeSet<>();
    groups.get(number).stream().forEach(v -> partners.addAll(of.get(v)));
    partners.remove(number);
    partners.stream()
        .sorted(
            Comparator.<Integer>comparingInt(each -> groups.get(each).cardinality())
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST_PARTNERS)
        .forEach(
            each ->
                offers.add(
                    new Offer(
                        price(number, each), Math.min(number, each), Math.max(number, each))));
  }

  /** Pairs of the union that do not reach each other now. */
  private long price(int one, int other) {
    BitSet union = (BitSet) groups.get(one).clone();
    union.or(groups.get(other));
    long size = union.cardinality();
    long ends = 0;
    for (int v = union.nextSetBit(0); v >= 0; v = union.nextSetBit(v + 1)) {
      BitSet near = (BitSet) reach[v].clone();
      near.and(union);
      ends += near.cardinality();
    }
    return size * (size - 1) / 2 - ends / 2;
  }

  private ImmutableSortedSet<String> named(BitSet group) {
    return group.stream()
        .mapToObj(names::get)
        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }
}
