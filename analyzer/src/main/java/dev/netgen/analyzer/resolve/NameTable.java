package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Which names each client was given for an address, and when they were good.
 *
 * <p>Bounded: at most a number of (client, address) pairs, of which the longest unused go first,
 * {@link #NAMES_EACH} names for each, and of each {@link NameSpans#MOST} intervals. An answer is
 * good from the packet that brought it until its time to live ends, and {@link #GRACE_NANOS} more,
 * since programs keep addresses a little longer than they may. Not for use by several threads.
 */
public final class NameTable {
  /** Programs and resolver libraries commonly round a short time to live up to this. */
  static final long GRACE_NANOS = 60_000_000_000L;

  static final int NAMES_EACH = 16;

  /** At an answer for which no question was needed: seen from nowhere that sees questions. */
  static final int ASKED = -1;

  private static final long MOST_TTL_SECONDS = 86_400;
  private static final long SECOND = 1_000_000_000L;

  private record Key(String client, IpAddress address) {}

  private record Asker(String client, int observer) {}

  private record Asked(String client, String name) {}

  private final int mostPairs;
  private final LinkedHashMap<Key, TreeMap<String, NameSpans>> names =
      new LinkedHashMap<>(64, 0.75f, true);
  private final LinkedHashMap<Asked, TreeSet<String>> raw = new LinkedHashMap<>(64, 0.75f, true);
  private final Set<Asker> askers = new HashSet<>();
  private final ClusterNames cluster = new ClusterNames();
  private long forgotten;
  private long refused;

  /** A table of at most this many pairs. */
  public NameTable(int mostPairs) {
    this.mostPairs = mostPairs;
  }

  /** Which names are of a cluster's own DNS. */
  ClusterNames cluster() {
    return cluster;
  }

  /** Learns that this capture point sees this client's questions. */
  void asks(String client, int observer) {
    if (askers.size() < mostPairs) {
      askers.add(new Asker(client, observer));
    }
  }

  /** Whether this capture point sees this client's questions. */
  boolean isAsking(String client, int observer) {
    return askers.contains(new Asker(client, observer));
  }

  /**
   * Learns a name of an address.
   *
   * @param unaskedAt the capture point that saw the answer and no question; {@link #ASKED} where
   *     the question was seen. Once that point saw the client ask anything, the answer is no longer
   *     believed
   */
  void learn(
      String client, IpAddress address, String name, long nanos, long ttlSeconds, int unaskedAt) {
    if (!HostNames.asked(name)) {
      refused++;
      return;
    }
    TreeMap<String, NameSpans> known =
        names.computeIfAbsent(new Key(client, address), key -> new TreeMap<>());
    if (known.size() >= NAMES_EACH && !known.containsKey(name)) {
      forgotten++;
    } else {
      long life = Math.min(ttlSeconds, MOST_TTL_SECONDS) * SECOND + GRACE_NANOS;
      NameSpans spans = known.computeIfAbsent(name, absent -> new NameSpans());
      forgotten += spans.add(nanos, nanos + life, unaskedAt) ? 0 : 1;
    }
    forgotten += forgetOldest(names);
  }

  /** Learns a name as the client asked for it, where the graph calls it otherwise. */
  void learnRaw(String client, String name, String askedAs) {
    if (!HostNames.asked(askedAs)) {
      return;
    }
    TreeSet<String> known = raw.computeIfAbsent(new Asked(client, name), key -> new TreeSet<>());
    if (known.size() < NAMES_EACH) {
      known.add(askedAs);
    }
    forgetOldest(raw);
  }

  private int forgetOldest(Map<?, ?> map) {
    if (map.size() <= mostPairs) {
      return 0;
    }
    map.remove(map.keySet().iterator().next());
    return 1;
  }

  /**
   * The name this client means by the address at this time: of several good ones the one the client
   * also sent in its request, else the one answered last before; and of this one its shorter form,
   * without a search domain, where that was given as well.
   */
  public Optional<String> at(String client, IpAddress address, long nanos, String sent) {
    TreeMap<String, NameSpans> known = names.get(new Key(client, address));
    if (known == null) {
      return Optional.empty();
    }
    IntPredicate believed = believed(client);
    String best = "";
    long bestFrom = NameSpans.NONE;
    TreeSet<String> good = new TreeSet<>();
    for (Map.Entry<String, NameSpans> entry : known.entrySet()) {
      long from = entry.getValue().latestHolding(nanos, believed);
      if (from == NameSpans.NONE) {
        continue;
      }
      if (entry.getKey().equals(sent)) {
        return Optional.of(sent);
      }
      good.add(entry.getKey());
      if (from > bestFrom) {
        best = entry.getKey();
        bestFrom = from;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(withoutSearchDomain(best, good));
  }

  /** The shortest of these names that this name only puts a search domain behind. */
  private static String withoutSearchDomain(String name, Set<String> given) {
    for (String other : given) {
      if (name.startsWith(other + ".") && HostNames.qualified(other)) {
        return other;
      }
    }
    return name;
  }

  /** All names this client was given for the address at any time. */
  ImmutableSortedSet<String> ever(String client, IpAddress address) {
    TreeMap<String, NameSpans> known = names.get(new Key(client, address));
    if (known == null) {
      return ImmutableSortedSet.of();
    }
    IntPredicate believed = believed(client);
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().any(believed))
        .map(Map.Entry::getKey)
        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }

  private IntPredicate believed(String client) {
    return unaskedAt -> unaskedAt == ASKED || !isAsking(client, unaskedAt);
  }

  /** As what this client asked for what is called by this name, besides that name. */
  public ImmutableSortedSet<String> raw(String client, String name) {
    return ImmutableSortedSet.copyOf(raw.getOrDefault(new Asked(client, name), new TreeSet<>()));
  }

  /**
   * A name that a client was given for an address, and one interval in which it was good.
   *
   * @param client under which client its look-ups stand
   * @param fromNanos time of the answer that began it
   * @param untilNanos until when the last one of it was good, grace included
   */
  public record Given(String client, String name, long fromNanos, long untilNanos) {}

  /** All names that any client was given for this address and that are believed, sorted. */
  public ImmutableList<Given> given(IpAddress address) {
    List<Given> all = new ArrayList<>();
    names.forEach(
        (key, known) -> {
          if (key.address().equals(address)) {
            known.forEach((name, spans) -> all.addAll(given(key.client(), name, spans)));
          }
        });
    return ImmutableList.sortedCopyOf(
        Comparator.comparing(Given::client)
            .thenComparing(Given::name)
            .thenComparingLong(Given::fromNanos),
        all);
  }

  private List<Given> given(String client, String name, NameSpans spans) {
    return spans.intervals(believed(client)).stream()
        .map(span -> new Given(client, name, span.fromNanos(), span.untilNanos()))
        .toList();
  }

  /** What each client that knows a name for this address at this time means by it. */
  public ImmutableSortedMap<String, String> meant(IpAddress address, long nanos) {
    ImmutableSortedMap.Builder<String, String> meant = ImmutableSortedMap.naturalOrder();
    given(address).stream()
        .map(Given::client)
        .distinct()
        .forEach(
            client -> at(client, address, nanos, "").ifPresent(name -> meant.put(client, name)));
    return meant.buildOrThrow();
  }

  /** How many answers were for names no host can have, which could pass for other peers. */
  public long refused() {
    return refused;
  }

  /** How many names or pairs a bound made it forget. */
  public long forgotten() {
    return forgotten;
  }
}
