package dev.netgen.model.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.IpAddress;

/**
 * What a graph rests on; the content of {@code graph.evidence.json}.
 *
 * @param links per link
 * @param attempts sorted by key and reason
 * @param addresses addresses used by each node, outside or unresolved peer
 * @param account packets read, used, and not used by named reason; the sum of all but {@code
 *     packets read} equals {@code packets read}
 * @param notes further counts by name, such as limits reached or drops the capture reported
 */
public record GraphEvidence(
    ImmutableSortedMap<LinkKey, LinkEvidence> links,
    ImmutableList<Attempt> attempts,
    ImmutableSortedMap<PeerId, ImmutableSortedSet<IpAddress>> addresses,
    ImmutableSortedMap<String, Long> account,
    ImmutableSortedMap<String, Long> notes) {

  /** Evidence of nothing. */
  public static GraphEvidence empty() {
    return new GraphEvidence(
        ImmutableSortedMap.of(),
        ImmutableList.of(),
        ImmutableSortedMap.of(),
        ImmutableSortedMap.of(),
        ImmutableSortedMap.of());
  }
}
