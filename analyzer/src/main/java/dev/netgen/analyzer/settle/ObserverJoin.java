package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.graph.Encryption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Joins sightings of one TCP connection: by several observers, or before and after translation.
 * Both initial sequence numbers, equal within a time bound, prove that it is one, since translation
 * keeps them. Of two different ends the one that says more is kept: a workload's own address before
 * a translated one, an owner before none.
 *
 * <p>Bounded: a sighting waits until flows that ended {@link #WINDOW_NANOS} later arrive, and at
 * most a given number wait; beyond it the oldest go on unjoined, counted.
 */
public final class ObserverJoin {
  /** Ends of one connection lie far closer at two observers; linger of delivery is included. */
  static final long WINDOW_NANOS = 10_000_000_000L;

  /** By what a sighting tells, then by volume; of equal ones the earlier is greater. */
  private static final Comparator<Sighting> MORE_TOLD =
      Comparator.comparing(ObserverJoin::recognised)
          .thenComparingLong(sighting -> sighting.most().bytes())
          .thenComparing(Sighting::packet, Comparator.reverseOrder());

  private final int mostWaiting;
  private final Consumer<Sighting> next;
  private final LinkedHashMap<Sighting.Sequences, Sighting> waiting = new LinkedHashMap<>();
  private long newest = Long.MIN_VALUE;
  private long joined;
  private long evicted;

  /** Passes joined and single sightings on. */
  public ObserverJoin(int mostWaiting, Consumer<Sighting> next) {
    this.mostWaiting = mostWaiting;
    this.next = next;
  }

  /** Takes a sighting. */
  public void accept(Sighting sighting) {
    if (!sighting.sequences().known()) {
      next.accept(sighting);
      return;
    }
    newest = Math.max(newest, sighting.lastNanos());
    release();
    Sighting before = waiting.remove(sighting.sequences());
    if (before == null) {
      waiting.put(sighting.sequences(), sighting);
    } else if (sameTime(before, sighting) && alike(before, sighting)) {
      joined++;
      waiting.put(sighting.sequences(), join(before, sighting));
    } else {
      next.accept(before);
      waiting.put(sighting.sequences(), sighting);
    }
  }

  /** Passes everything on that still waits. */
  public void finish() {
    waiting.values().forEach(next);
    waiting.clear();
    newest = Long.MIN_VALUE;
  }

  /** Sightings that were joined to another. */
  public long joined() {
    return joined;
  }

  /** Sightings passed on early because too many waited. */
  public long evicted() {
    return evicted;
  }

  private void release() {
    Iterator<Sighting> oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      Sighting sighting = oldest.next();
      boolean over = waiting.size() >= mostWaiting;
      if (!over && newest - sighting.lastNanos() <= WINDOW_NANOS) {
        return;
      }
      evicted += over ? 1 : 0;
      oldest.remove();
      next.accept(sighting);
    }
  }

  private static boolean sameTime(Sighting one, Sighting other) {
    return Math.abs(one.firstNanos() - other.firstNanos()) <= WINDOW_NANOS;
  }

  /**
   * Whether anything but the numbers, which both ends may choose, makes them one: translation keeps
   * one end, or the client's port, or at least the volume.
   */
  private static boolean alike(Sighting one, Sighting other) {
    return one.client().port() == other.client().port()
        || one.server().equals(other.server())
        || one.most().bytes() == other.most().bytes();
  }

  private static Sighting join(Sighting one, Sighting other) {
    Sighting base = MORE_TOLD.compare(one, other) >= 0 ? one : other;
    return new Sighting(
        base.transport(),
        better(one.client(), other.client()),
        better(one.server(), other.server()),
        base.basis(),
        base.state(),
        base.verdict(),
        base.fromStart(),
        one.closed() || other.closed(),
        traffic(one, other),
        Math.min(one.firstNanos(), other.firstNanos()),
        Math.max(one.lastNanos(), other.lastNanos()),
        base.sequences(),
        one.packet().compareTo(other.packet()) <= 0 ? one.packet() : other.packet());
  }

  private static boolean recognised(Sighting sighting) {
    Encryption encryption = sighting.verdict().encryption();
    return encryption != Encryption.OPAQUE && encryption != Encryption.NONE;
  }

  private static ImmutableSortedMap<Integer, Traffic> traffic(Sighting one, Sighting other) {
    TreeMap<Integer, Traffic> both = new TreeMap<>(one.traffic());
    for (Map.Entry<Integer, Traffic> entry : other.traffic().entrySet()) {
      both.merge(entry.getKey(), entry.getValue(), (a, b) -> a.packets() >= b.packets() ? a : b);
    }
    return ImmutableSortedMap.copyOf(both);
  }

  private static Endpoint better(Endpoint one, Endpoint other) {
    int difference = rank(one) - rank(other);
    if (difference == 0) {
      return one.toString().compareTo(other.toString()) <= 0 ? one : other;
    }
    return difference < 0 ? one : other;
  }

  private static int rank(Endpoint end) {
    if (end.translated()) {
      return 1;
    }
    return switch (end.party().kind()) {
      case WORKLOAD -> 0;
      case NODE -> 2;
      case GATEWAY -> 3;
      case INTERNET, PROXIED -> 4;
      case OUTSIDE -> 5;
      case UNRESOLVED -> 6;
    };
  }
}
