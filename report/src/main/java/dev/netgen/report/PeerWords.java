package dev.netgen.report;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a peer's fields say, each as one text. */
final class PeerWords {
  private PeerWords() {}

  /** The fields that are not empty, by their names in the graph file. */
  static ImmutableSortedMap<String, String> fields(Peer peer) {
    ImmutableSortedMap.Builder<String, String> fields = ImmutableSortedMap.naturalOrder();
    put(fields, "network", String.join(", ", peer.networks()));
    put(fields, "labels", pairs(peer.labels().entrySet()));
    put(
        fields,
        "observed",
        peer.observed().stream().map(Direction::word).collect(Collectors.joining(", ")));
    put(fields, "ports", pairs(peer.ports().entrySet()));
    put(
        fields,
        "exposed",
        peer.exposed().stream().map(Port::toString).collect(Collectors.joining(", ")));
    put(fields, "hostNetwork", peer.hostNetwork() ? "true" : "");
    put(fields, "why", peer.why());
    return fields.buildOrThrow();
  }

  private static void put(
      ImmutableSortedMap.Builder<String, String> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }

  private static String pairs(Collection<? extends Map.Entry<String, ?>> entries) {
    return entries.stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** What differs: {@code exposed: none -> 80/tcp; observed: ...}. */
  static String change(Peer before, Peer after) {
    ImmutableSortedMap<String, String> old = fields(before);
    ImmutableSortedMap<String, String> now = fields(after);
    return Stream.of("network", "labels", "observed", "ports", "exposed", "hostNetwork", "why")
        .filter(name -> !old.getOrDefault(name, "").equals(now.getOrDefault(name, "")))
        .map(
            name ->
                name
                    + ": "
                    + old.getOrDefault(name, "none")
                    + " -> "
                    + now.getOrDefault(name, "none"))
        .collect(Collectors.joining("; "));
  }
}
