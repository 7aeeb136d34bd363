package dev.netgen.model.decision;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import java.util.Optional;

/**
 * Workloads may be isolated though nobody saw what they need: a person knows.
 *
 * @param peer the workload; empty where a whole namespace is meant
 * @param namespace the namespace; empty where one workload is meant
 * @param directions in which
 * @param why the file, and the reason given there
 */
public record Silence(
    Optional<PeerId> peer,
    Optional<String> namespace,
    ImmutableSortedSet<Direction> directions,
    String why) {

  /** Whether this is about a workload in a direction. */
  public boolean covers(PeerId workload, Direction direction) {
    boolean named =
        peer.map(workload::equals).orElse(false)
            || (namespace.isPresent() && namespace.equals(workload.namespace()));
    return named && directions.contains(direction);
  }
}
