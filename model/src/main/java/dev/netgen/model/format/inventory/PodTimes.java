package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * When a pod held its addresses, as its own object tells (core/v1 PodStatus).
 *
 * @param start when its node took it on, else when it was created; the epoch where unknown
 * @param firm when it surely had its addresses already, at or after the start
 * @param end when it held them no longer: its last container had ended, or its time to stop was
 *     over; {@link Instant#MAX} where it has not ended
 * @param changed the latest time that its object tells
 */
record PodTimes(Instant start, Instant firm, Instant end, Instant changed) {
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final long MOST_GRACE = 86_400;
  private static final ImmutableSet<String> NETWORK_READY =
      ImmutableSet.of("PodReadyToStartContainers", "PodHasNetwork");

  static PodTimes of(Fields metadata, Fields status) {
    Optional<Instant> created = instant(metadata, "creationTimestamp");
    Instant start = instant(status, "startTime").or(() -> created).orElse(Instant.EPOCH);
    Reader reader = new Reader();
    for (JsonNode node : status.list("conditions")) {
      reader.condition(Fields.of(node, status.where() + ".conditions"));
    }
    for (String field : new String[] {"containerStatuses", "initContainerStatuses"}) {
      for (JsonNode node : status.list(field)) {
        reader.container(Fields.of(node, status.where() + "." + field));
      }
    }
    Instant firm = reader.firm.filter(start::isBefore).orElse(start);
    Instant changed = reader.changed.filter(start::isBefore).orElse(start);
    Optional<Instant> deleted = instant(metadata, "deletionTimestamp");
    Instant end =
        end(status, reader, changed)
            .or(() -> deleted.map(time -> stopped(metadata, time, reader)))
            .map(PodTimes::past)
            .orElse(Instant.MAX);
    return new PodTimes(start, firm, end.isAfter(start) ? end : Instant.MAX, changed);
  }

  private static Optional<Instant> end(Fields status, Reader reader, Instant changed) {
    String phase = status.optionalText("phase").orElse("");
    if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
      return Optional.empty();
    }
    return reader.finished.or(
        () -> phase.equals("Failed") ? Optional.of(changed) : Optional.empty());
  }

  /**
   * The end of one that was asked to stop: when its last container did, else when its time to do so
   * is over. The last version before it is gone has no such time left, and tells when it was asked.
   */
  private static Instant stopped(Fields metadata, Instant deleted, Reader reader) {
    long grace =
        metadata
            .optionalText("deletionGracePeriodSeconds")
            .map(text -> metadata.convert("deletionGracePeriodSeconds", text, PodTimes::seconds))
            .orElse(0L);
    Instant asked = deleted.minusSeconds(grace);
    return reader
        .finished
        .filter(time -> !reader.running)
        .map(time -> time.isAfter(asked) ? time : asked)
        .orElse(deleted);
  }

  private static long seconds(String text) {
    return Math.min(Math.max(Long.parseLong(text), 0), MOST_GRACE);
  }

  /** Times of the API have whole seconds: the second itself still belongs to the pod. */
  private static Instant past(Instant time) {
    return time.plusSeconds(1);
  }

  /** A time of the API, if there. */
  static Optional<Instant> instant(Fields fields, String name) {
    return fields
        .optionalText(name)
        .filter(text -> !text.isEmpty())
        .map(text -> fields.convert(name, text, PodTimes::parsed));
  }

  /** Times far from any clock's are mistakes, and could not be calculated with. */
  private static Instant parsed(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("is not within 1970 and 9999");
    }
    return time;
  }

  /** Collects times of conditions and containers. */
  private static final class Reader {
    private Optional<Instant> firm = Optional.empty();
    private Optional<Instant> finished = Optional.empty();
    private Optional<Instant> changed = Optional.empty();
    private boolean running;

    void condition(Fields condition) {
      Optional<Instant> time = instant(condition, "lastTransitionTime");
      time.ifPresent(this::told);
      boolean ready =
          NETWORK_READY.contains(condition.optionalText("type").orElse(""))
              && condition.optionalText("status").orElse("").equals("True");
      if (ready && time.isPresent()) {
        firm = pick(firm, time.get(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }

    void container(Fields container) {
      Fields state = container.object("state");
      Fields ended = state.object("terminated");
      running |= state.object("running").optionalText("startedAt").isPresent();
      runs(state.object("running"));
      runs(ended);
      runs(container.object("lastState").object("terminated"));
      Optional<Instant> finish = instant(ended, "finishedAt");
      if (finish.isPresent()) {
        told(finish.get());
        finished = pick(finished, finish.get(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }

    private void runs(Fields state) {
      Optional<Instant> time = instant(state, "startedAt");
      if (time.isPresent()) {
        told(time.get());
        firm = pick(firm, time.get(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }

    private void told(Instant time) {
      changed = pick(changed, time, (a, b) -> a.isAfter(b) ? a : b);
    }

    private static Optional<Instant> pick(
        Optional<Instant> known, Instant time, BinaryOperator<Instant> better) {
      return Optional.of(known.map(k -> better.apply(k, time)).orElse(time));
    }
  }
}
