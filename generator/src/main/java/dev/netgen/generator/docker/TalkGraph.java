package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who must share a network with whom, and who needs a way out.
 *
 * @param services all services, sorted
 * @param pairs services that must share one, each pair once; with what asks for it
 * @param selves services whose replicas talk to one another, with what asks for it
 * @param out services that publish or need the outside, with what asks for it
 * @param callers those of them that call the outside, or may
 * @param groups services that share one network by decision
 * @param publishing which ports stay published
 */
public record TalkGraph(
    ImmutableSortedSet<String> services,
    ImmutableSortedMap<Pair, ImmutableSortedSet<String>> pairs,
    ImmutableSortedMap<String, ImmutableSortedSet<String>> selves,
    ImmutableSortedMap<String, ImmutableSortedSet<String>> out,
    ImmutableSortedSet<String> callers,
    ImmutableList<ImmutableSortedSet<String>> groups,
    Publishing publishing) {

  /** Two services, the first the smaller. */
  public record Pair(String first, String second) implements Comparable<Pair> {
    /** Both, whichever is given first. */
    public static Pair of(String a, String b) {
      return a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a);
    }

    @Override
    public int compareTo(Pair other) {
      int byFirst = first.compareTo(other.first);
      return byFirst != 0 ? byFirst : second.compareTo(other.second);
    }
  }

  /** Where no file says what is published. */
  public static TalkGraph of(
      ImmutableSortedSet<String> services,
      ImmutableSortedMap<Pair, ImmutableSortedSet<String>> pairs,
      ImmutableSortedMap<String, ImmutableSortedSet<String>> selves,
      ImmutableSortedMap<String, ImmutableSortedSet<String>> out,
      ImmutableSortedSet<String> callers,
      ImmutableList<ImmutableSortedSet<String>> groups) {
    return new TalkGraph(services, pairs, selves, out, callers, groups, Publishing.none());
  }

  /** What asks for a network of these members. */
  List<String> reasons(Collection<String> members) {
    List<String> reasons = new ArrayList<>();
    List<String> sorted = members.stream().sorted().toList();
    for (int a = 0; a < sorted.size(); a++) {
      for (int b = a + 1; b < sorted.size(); b++) {
        ImmutableSortedSet<String> why = pairs.get(new Pair(sorted.get(a), sorted.get(b)));
        if (why != null) {
          reasons.addAll(why);
        }
      }
    }
    selves.forEach(
        (service, why) -> {
          if (members.contains(service)) {
            reasons.addAll(why);
          }
        });
    return reasons;
  }
}
