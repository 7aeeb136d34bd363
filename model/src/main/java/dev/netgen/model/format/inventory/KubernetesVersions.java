package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The versions of one object, each with the half-open interval in which it held. Where nothing
 * tells when a version became true, the last one read holds as long as the object.
 */
final class KubernetesVersions<T> {
  /** One version, for a time. */
  static final class Span<T> {
    private T value;
    private final Instant created;
    private final Instant from;
    private Instant until = Instant.MAX;

    private Span(T value, Instant created, Instant from) {
      this.value = value;
      this.created = created;
      this.from = from;
    }

    T value() {
      return value;
    }

    Instant from() {
      return from;
    }

    Instant until() {
      return until;
    }

    private void end(Instant at) {
      until = at.isBefore(from) ? from : at;
    }

    private boolean isOpen() {
      return until.equals(Instant.MAX);
    }
  }

  private final List<Span<T>> spans = new ArrayList<>(1);
  private Span<T> latest;

  KubernetesVersions(T first, Instant created) {
    latest = add(first, created, created);
  }

  private Span<T> add(T value, Instant created, Instant from) {
    Span<T> span = new Span<>(value, created, from);
    spans.add(span);
    return span;
  }

  /**
   * A later version.
   *
   * @param created when its object was; another time than before means another object of its name
   * @param changed whether it says something else than the version before it
   * @param now when it became true at the latest; the epoch where unknown
   */
  void next(T value, Instant created, boolean changed, Instant now) {
    if (latest.isOpen() && latest.created.equals(created)) {
      if (changed && now.isAfter(latest.from)) {
        latest.end(now);
        latest = add(value, created, now);
      } else {
        latest.value = value;
      }
      return;
    }
    boolean other = !latest.created.equals(created);
    if (other && latest.until.isAfter(created)) {
      latest.end(created);
    }
    Instant from = other ? created : now;
    latest = add(value, created, from.isBefore(latest.until) ? latest.until : from);
  }

  /** A version before the latest: told only where it is another object of that name. */
  void former(T value, Instant created) {
    boolean known = spans.stream().anyMatch(span -> span.created.equals(created));
    spans.stream()
        .filter(span -> span.created.isAfter(created))
        .min(Comparator.comparing((Span<T> span) -> span.from))
        .filter(span -> !known)
        .ifPresent(span -> add(value, created, created).end(span.from));
  }

  /** The last version, told more fully: it held all the time. */
  void tellsMore(T value) {
    latest.value = value;
  }

  /** It was deleted. */
  void end(Instant at) {
    if (latest.isOpen()) {
      latest.end(at);
    }
  }

  /** Whether it was not deleted, as far as is known. */
  boolean isOpen() {
    return latest.isOpen();
  }

  /** When the object of the last version was created. */
  Instant created() {
    return latest.created;
  }

  /** The last version. */
  T latest() {
    return latest.value;
  }

  /** All versions that held for some time. */
  ImmutableList<Span<T>> spans() {
    return spans.stream()
        .filter(span -> span.until.isAfter(span.from) || spans.size() == 1)
        .collect(ImmutableList.toImmutableList());
  }
}
