package dev.netgen.model.format;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import java.util.Optional;

/**
 * One entry of the section {@code silent}: {@code peer} or {@code namespace}, {@code direction}
 * ({@code egress}, {@code ingress}; both when missing), {@code reason}.
 */
final class SilentEntry {
  private static final ImmutableSet<String> FIELDS =
      ImmutableSet.of("peer", "namespace", "direction", "reason");

  private SilentEntry() {}

  static Silence read(Fields entry, String why) {
    entry.only(FIELDS);
    Optional<PeerId> peer =
        entry.optionalText("peer").map(text -> entry.convert("peer", text, SilentEntry::workload));
    Optional<String> namespace =
        entry
            .optionalText("namespace")
            .map(text -> entry.convert("namespace", text, DecisionsYaml::namespaceName));
    if (peer.isPresent() == namespace.isPresent()) {
      throw ProblemException.input(
          "one of \"peer\" and \"namespace\" should be given",
          entry.where(),
          "name the workload, or the namespace for all in it");
    }
    return new Silence(peer, namespace, directions(entry), why);
  }

  private static PeerId workload(String text) {
    PeerId id = PeerId.parse(text);
    if (id.kind() != PeerKind.KUBERNETES) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a workload like k8s:shop/Deployment/cart");
    }
    return id;
  }

  private static ImmutableSortedSet<Direction> directions(Fields entry) {
    boolean missing = entry.node().path("direction").isMissingNode();
    boolean one = entry.node().path("direction").isValueNode();
    ImmutableList<String> words =
        one ? ImmutableList.of(entry.text("direction")) : entry.texts("direction");
    if (words.isEmpty() && !missing) {
      throw ProblemException.input(
          "no direction", entry.where(), "give egress, ingress, or leave it out for both");
    }
    ImmutableSortedSet.Builder<Direction> directions = ImmutableSortedSet.naturalOrder();
    for (String word : words) {
      directions.add(entry.<Direction>convert("direction", word, Direction::parse));
    }
    return missing ? ImmutableSortedSet.copyOf(Direction.values()) : directions.build();
  }

  /** What it is about, in a few words. */
  static String subject(Silence silence) {
    return silence
        .peer()
        .map(peer -> "silent peer " + peer)
        .orElseGet(() -> "silent namespace " + silence.namespace().orElse(""));
  }
}
