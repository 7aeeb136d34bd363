package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.Note;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A namespace's default-deny: only in directions in which every workload there was observed, so
 * that nothing is cut off unseen.
 */
final class NamespaceDeny {
  private final WorkloadIndex workloads;
  private final List<Note> notes;

  NamespaceDeny(WorkloadIndex workloads, List<Note> notes) {
    this.workloads = workloads;
    this.notes = notes;
  }

  Optional<GeneratedFile> file(String namespace, Collection<Peer> peers) {
    List<Peer> selectable = peers.stream().filter(peer -> !peer.hostNetwork()).toList();
    if (selectable.isEmpty()) {
      return Optional.empty();
    }
    TreeMap<Direction, ImmutableList<Rule>> deny = new TreeMap<>();
    for (Direction direction : Direction.values()) {
      if (covered(namespace, selectable, direction)) {
        deny.put(direction, ImmutableList.of());
      }
    }
    if (deny.isEmpty()) {
      return Optional.empty();
    }
    WorkloadPolicy policy =
        new WorkloadPolicy(
            ImmutableList.of(
                "Pods of namespace " + namespace + " that no other policy selects have no traffic.",
                "Every workload known there was observed in each direction named below."),
            namespace,
            "netgen-default-deny",
            ImmutableSortedMap.of(),
            ImmutableSortedMap.copyOfSorted(deny));
    return Optional.of(
        new GeneratedFile("kubernetes/" + namespace + "/default-deny.yaml", PolicyText.of(policy)));
  }

  private boolean covered(String namespace, List<Peer> peers, Direction direction) {
    List<PeerId> silent = new ArrayList<>();
    List<PeerId> nameless = new ArrayList<>();
    for (Peer peer : peers) {
      if (!peer.observed().contains(direction)) {
        silent.add(peer.id());
      } else if (workloads.selection(peer.id()).isEmpty()) {
        nameless.add(peer.id());
      }
    }
    String start =
        "namespace " + namespace + " gets no default-deny for " + direction.word() + ": ";
    if (!silent.isEmpty()) {
      notes.add(
          Note.attention(start + "not observed in that direction: " + RuleMaker.join(silent)));
    }
    if (!nameless.isEmpty()) {
      notes.add(Note.attention(start + "no policy can select " + RuleMaker.join(nameless)));
    }
    return silent.isEmpty() && nameless.isEmpty();
  }
}
