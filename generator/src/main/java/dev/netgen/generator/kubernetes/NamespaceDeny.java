package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A namespace's default-deny: only in directions in which every workload there was observed, so
 * that nothing is cut off unseen, or a person said why it may be. Of a namespace in which nothing
 * was observed nothing is asked.
 */
final class NamespaceDeny {
  private final WorkloadIndex workloads;
  private final Isolation isolation;
  private final PolicyNotes notes;
  private final Dialect dialect;
  private final Set<PeerId> silent;

  NamespaceDeny(
      WorkloadIndex workloads,
      Isolation isolation,
      PolicyNotes notes,
      Dialect dialect,
      Set<PeerId> silent) {
    this.workloads = workloads;
    this.isolation = isolation;
    this.notes = notes;
    this.dialect = dialect;
    this.silent = silent;
  }

  Optional<GeneratedFile> file(String namespace, Collection<Peer> peers) {
    List<Peer> selectable = peers.stream().filter(peer -> !peer.hostNetwork()).toList();
    if (selectable.isEmpty()) {
      return Optional.empty();
    }
    if (selectable.stream().allMatch(this::isUnknown)) {
      notes.unseen(namespace, selectable.stream().map(Peer::id).toList());
      return Optional.empty();
    }
    TreeMap<Direction, ImmutableList<Rule>> deny = new TreeMap<>();
    for (Direction direction : Direction.values()) {
      if (covered(namespace, selectable, direction)) {
        deny.put(direction, ImmutableList.of());
      }
    }
    return deny.isEmpty() ? Optional.empty() : Optional.of(file(namespace, selectable, deny));
  }

  /** Nobody saw it, and nobody decided about it. */
  private boolean isUnknown(Peer peer) {
    return peer.observed().isEmpty()
        && isolation.consent(peer.id(), Direction.EGRESS).isEmpty()
        && isolation.consent(peer.id(), Direction.INGRESS).isEmpty();
  }

  private GeneratedFile file(
      String namespace, List<Peer> peers, SortedMap<Direction, ImmutableList<Rule>> deny) {
    ImmutableList.Builder<String> comments = ImmutableList.builder();
    comments.add(
        "Pods of namespace " + namespace + " that no other policy selects have no traffic.");
    List<String> decided = decided(peers, deny.keySet());
    comments.add(
        "Every workload known there was observed in each direction named below"
            + (decided.isEmpty() ? "." : ", but for:"));
    comments.addAll(decided);
    WorkloadPolicy policy =
        new WorkloadPolicy(
            comments.build(),
            namespace,
            "netgen-default-deny",
            ImmutableSortedMap.of(),
            ImmutableSortedMap.of(),
            ImmutableSortedMap.copyOfSorted(deny));
    return new GeneratedFile(
        dialect.target() + "/" + namespace + "/default-deny.yaml", dialect.text(policy));
  }

  private List<String> decided(List<Peer> peers, Set<Direction> directions) {
    List<String> decided = new ArrayList<>();
    for (Peer peer : peers) {
      for (Direction direction : directions) {
        Optional<Silence> consent = isolation.consent(peer.id(), direction);
        if (consent.isPresent() && isCutOff(peer, direction)) {
          decided.add(peer.id() + " in " + direction.word() + "; " + consent.get().why());
        }
      }
    }
    return decided;
  }

  /** Whether it would lose traffic that nobody saw, or that no policy of its own can allow. */
  private boolean isCutOff(Peer peer, Direction direction) {
    return Isolation.isSilent(peer, direction) || workloads.selection(peer.id()).isEmpty();
  }

  private boolean covered(String namespace, List<Peer> peers, Direction direction) {
    List<PeerId> unseen = new ArrayList<>();
    List<PeerId> nameless = new ArrayList<>();
    List<PeerId> open = new ArrayList<>();
    for (Peer peer : peers) {
      boolean consent = isolation.consent(peer.id(), direction).isPresent();
      boolean selected = workloads.selection(peer.id()).isPresent();
      if (isolation.unnameable(peer.id(), direction).isPresent()) {
        open.add(peer.id());
      } else if (!consent && Isolation.isSilent(peer, direction)) {
        unseen.add(peer.id());
      } else if (!selected && (!consent || isolation.needsAny(peer.id(), direction))) {
        nameless.add(peer.id());
      }
    }
    tell(namespace, direction, unseen, "not observed in that direction on every node they ran on");
    tell(namespace, direction, nameless, "no policy can select");
    tell(namespace, direction, open, "no NetworkPolicy can name all they need");
    return unseen.isEmpty() && nameless.isEmpty() && open.isEmpty();
  }

  private void tell(String namespace, Direction direction, List<PeerId> who, String why) {
    if (!who.isEmpty()) {
      notes.noDefaultDeny(namespace, direction, why, who);
      silent.addAll(who);
    }
  }
}
