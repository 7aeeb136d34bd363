package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What policies allow beyond the graph: between workloads, and between workloads and the outside.
 */
final class KubernetesGrants {
  private final ImmutableList<Peer> peers;
  private final Population population;
  private final PairGrants pairs;
  private final OutsideGrants outside;

  KubernetesGrants(KubernetesWorld world, PolicySet policies) {
    this.peers = world.pods();
    this.population = new Population(pods(world));
    ObservedPorts observed = new ObservedPorts(world.graph());
    this.pairs = new PairGrants(peers, population, policies, observed);
    this.outside = new OutsideGrants(world, policies, observed);
  }

  static List<Endpoint.Pod> pods(KubernetesWorld world) {
    return world.pods().stream()
        .map(peer -> world.endpoint(peer.id()).pod())
        .flatMap(Optional::stream)
        .toList();
  }

  /** The answer for every ordered pair of pods; none where they are many. */
  ImmutableList<Proof.Reach> reachability() {
    return pairs.matrix();
  }

  /** Everything allowed that no link of the graph covers, sorted by who and to whom. */
  ImmutableList<Proof.Grant> granted() {
    List<Proof.Grant> grants = new ArrayList<>();
    pairs.each(grants::add);
    IntStream.range(0, peers.size())
        .parallel()
        .mapToObj(this::outside)
        .toList()
        .forEach(grants::addAll);
    return ImmutableList.sortedCopyOf(
        Comparator.comparing(Proof.Grant::from)
            .thenComparing(Proof.Grant::to)
            .thenComparing(Proof.Grant::reason),
        grants);
  }

  private List<Proof.Grant> outside(int pod) {
    List<Proof.Grant> grants = new ArrayList<>();
    outside.each(peers.get(pod), population.pod(pod), grants::add);
    return grants;
  }
}
