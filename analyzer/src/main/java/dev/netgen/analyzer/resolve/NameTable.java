package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which names each client was given for an address, and until when they were good.
 *
 * <p>Bounded: at most a number of (client, address) pairs, of which the longest unused go first,
 * and {@link #NAMES_EACH} names for each. An answer is good from the packet that brought it until
 * its time to live ends, and {@link #GRACE_NANOS} more, since programs keep addresses a little
 * longer than they may. Not for use by several threads.
 */
public final class NameTable {
  /** Programs and resolver libraries commonly round a short time to live up to this. */
  static final long GRACE_NANOS = 60_000_000_000L;

  static final int NAMES_EACH = 16;

  private static final long MOST_TTL_SECONDS = 86_400;
  private static final long SECOND = 1_000_000_000L;

  private record Key(String client, IpAddress address) {}

  private record Span(long fromNanos, long untilNanos) {
    Span with(Span other) {
      return new Span(Math.min(fromNanos, other.fromNanos), Math.max(untilNanos, other.untilNanos));
    }

    boolean holds(long nanos) {
      return nanos >= fromNanos && nanos <= untilNanos;
    }
  }

  private final int mostPairs;
  private final LinkedHashMap<Key, TreeMap<String, Span>> names =
      new LinkedHashMap<>(64, 0.75f, true);
  private long forgotten;
  private long refused;

  /** A table of at most this many pairs. */
  public NameTable(int mostPairs) {
    this.mostPairs = mostPairs;
  }

  /** Learns the answers of a DNS response to this client; anything else is passed over. */
  public void learn(String client, long nanos, byte[] buffer, int offset, int length) {
    for (DnsAnswers.Answer answer : DnsAnswers.read(buffer, offset, length)) {
      learn(client, answer.address(), answer.name(), nanos, answer.ttlSeconds());
    }
  }

  void learn(String client, IpAddress address, String name, long nanos, long ttlSeconds) {
    if (!HostNames.asked(name)) {
      refused++;
      return;
    }
    TreeMap<String, Span> known =
        names.computeIfAbsent(new Key(client, address), key -> new TreeMap<>());
    if (known.size() >= NAMES_EACH && !known.containsKey(name)) {
      forgotten++;
    } else {
      long life = Math.min(ttlSeconds, MOST_TTL_SECONDS) * SECOND + GRACE_NANOS;
      known.merge(name, new Span(nanos, nanos + life), Span::with);
    }
    if (names.size() > mostPairs) {
      names.remove(names.keySet().iterator().next());
      forgotten++;
    }
  }

  /**
   * The name this client means by the address at this time: of several good ones the one the client
   * also sent in its request, else the one answered last.
   */
  public Optional<String> at(String client, IpAddress address, long nanos, String sent) {
    TreeMap<String, Span> known = names.get(new Key(client, address));
    if (known == null) {
      return Optional.empty();
    }
    String best = "";
    long bestFrom = Long.MIN_VALUE;
    for (Map.Entry<String, Span> entry : known.entrySet()) {
      if (!entry.getValue().holds(nanos)) {
        continue;
      }
      if (entry.getKey().equals(sent)) {
        return Optional.of(sent);
      }
      if (entry.getValue().fromNanos() > bestFrom) {
        best = entry.getKey();
        bestFrom = entry.getValue().fromNanos();
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** All names this client was given for the address at any time. */
  public ImmutableSortedSet<String> ever(String client, IpAddress address) {
    TreeMap<String, Span> known = names.get(new Key(client, address));
    return known == null ? ImmutableSortedSet.of() : ImmutableSortedSet.copyOf(known.keySet());
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
