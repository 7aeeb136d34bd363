package dev.netgen.analyzer.diff;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.GraphDiff.LinkChange;
import dev.netgen.model.graph.GraphDiff.PeerChange;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Compares two graphs' structure. Lists come riskiest first ({@link Risk}), then by key. */
public final class Differ {
  private Differ() {}

  /** What head adds to, lacks of and changes in base. */
  public static GraphDiff diff(CommunicationGraph base, CommunicationGraph head) {
    return new GraphDiff(
        only(head.peers(), base.peers()),
        only(base.peers(), head.peers()),
        peerChanges(base.peers(), head.peers()),
        riskiestFirst(only(head.links(), base.links())),
        riskiestFirst(only(base.links(), head.links())),
        linkChanges(base.links(), head.links()));
  }

  private static <K extends Comparable<K>, V> ImmutableList<V> only(
      SortedMap<K, V> these, SortedMap<K, V> notThose) {
    return these.entrySet().stream()
        .filter(entry -> !notThose.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<Link> riskiestFirst(List<Link> links) {
    return ImmutableList.sortedCopyOf(
        Comparator.comparing((Link link) -> Risk.of(link)).thenComparing(Link::key), links);
  }

  private static ImmutableList<PeerChange> peerChanges(
      SortedMap<PeerId, Peer> base, SortedMap<PeerId, Peer> head) {
    ImmutableList.Builder<PeerChange> changes = ImmutableList.builder();
    Sets.intersection(base.keySet(), head.keySet()).stream()
        .sorted()
        .map(id -> new PeerChange(get(base, id), get(head, id)))
        .filter(change -> !change.before().equals(change.after()))
        .forEach(changes::add);
    return changes.build();
  }

  private static ImmutableList<LinkChange> linkChanges(
      SortedMap<LinkKey, Link> base, SortedMap<LinkKey, Link> head) {
    List<LinkChange> changes = new ArrayList<>();
    for (LinkKey key : Sets.intersection(base.keySet(), head.keySet())) {
      LinkChange change = new LinkChange(get(base, key), get(head, key));
      if (!change.before().equals(change.after())) {
        changes.add(change);
      }
    }
    return ImmutableList.sortedCopyOf(
        Comparator.comparing((LinkChange change) -> Risk.of(change))
            .thenComparing(change -> change.after().key()),
        changes);
  }

  private static <K, V> V get(SortedMap<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("key of an intersection is missing: " + key);
    }
    return value;
  }
}
