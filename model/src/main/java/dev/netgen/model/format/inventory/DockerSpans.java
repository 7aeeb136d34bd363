package dev.netgen.model.format.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What containers have when, over a timeline of snapshots: from the container's start, or the first
 * snapshot that shows it, until its end, or the first snapshot that no longer does.
 *
 * @param <T> what a container has
 * @param <D> what is told of that when it is first seen
 */
final class DockerSpans<T, D> {
  /** A container has something. */
  record Held<T>(String container, T thing) {}

  /** During a half-open interval. */
  record Span<T, D>(Held<T> held, D told, Instant from, Instant until) {}

  private record Since<D>(D told, Instant from) {}

  private final Map<Held<T>, Since<D>> open = new HashMap<>();
  private final List<Span<T, D>> spans = new ArrayList<>();
  private final Set<Held<T>> ever = new HashSet<>();
  private Set<Held<T>> present = new HashSet<>();
  private final Map<String, Instant> lastEnds = new HashMap<>();
  private Map<String, Instant> ended = new HashMap<>();

  /** Another snapshot begins. */
  void begin() {
    present = new HashSet<>();
    ended = new HashMap<>();
  }

  /** The container had ended when the snapshot was taken. */
  void ended(String container, Instant at) {
    ended.put(container, at);
    lastEnds.merge(container, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** The snapshot shows that a container has it, since then if it had it not before. */
  void has(String container, T thing, D told, Instant from) {
    Held<T> held = new Held<>(container, thing);
    present.add(held);
    ever.add(held);
    open.putIfAbsent(held, new Since<>(told, from));
  }

  /** A container that ended, and can only have had this. */
  void had(String container, T thing, D told, Instant from, Instant until) {
    Held<T> held = new Held<>(container, thing);
    if (ever.add(held)) {
      span(held, new Since<>(told, from), until);
    }
  }

  /**
   * A list of containers has been read: of all there were at a time, or of some at no time known,
   * which tells nothing of those that are not in it.
   */
  void end(Optional<Instant> time) {
    Set<Held<T>> gone = new HashSet<>(open.keySet());
    gone.removeIf(
        held -> !ended.containsKey(held.container()) && (present.contains(held) || time.isEmpty()));
    for (Held<T> held : gone) {
      Since<D> since = open.get(held);
      Instant until = ended.getOrDefault(held.container(), time.orElse(Instant.MAX));
      if (since != null && (until.isAfter(since.from()) || !present.contains(held))) {
        open.remove(held);
        span(held, since, until);
      }
    }
  }

  private void span(Held<T> held, Since<D> since, Instant until) {
    if (until.isAfter(since.from())) {
      spans.add(new Span<>(held, since.told(), since.from(), until));
    }
  }

  /** Whether some snapshot showed that this container had this. */
  boolean ever(String container, T thing) {
    return ever.contains(new Held<>(container, thing));
  }

  /** All of them; what is still had has no end, but one that a file read before told. */
  List<Span<T, D>> all() {
    open.forEach((held, since) -> span(held, since, end(held, since)));
    open.clear();
    return spans;
  }

  private Instant end(Held<T> held, Since<D> since) {
    Instant end = lastEnds.getOrDefault(held.container(), Instant.MAX);
    return end.isAfter(since.from()) ? end : Instant.MAX;
  }
}
