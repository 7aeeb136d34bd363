package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Replay;
import dev.netgen.model.proof.Verification;
import dev.netgen.model.proof.Verification.Open;
import dev.netgen.model.replay.ObservedTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Verifies policies that people gave against a graph. */
public final class PolicyVerification {
  private final GenerationRequest request;
  private final KubernetesWorld world;
  private final PolicySet policies;

  /**
   * What to verify.
   *
   * @param request the graph, its evidence and the enforcer
   * @param given the policies, which are the whole state
   */
  public PolicyVerification(GenerationRequest request, GivenPolicies given) {
    this.request = request;
    this.world = new KubernetesWorld(request, given.namespaces());
    this.policies = PolicySet.in(world, given.policies());
  }

  /** Everything about them, with the replay where there was one. */
  public Verification verify(Optional<Replay> replay) {
    LinkJudgement links = new LinkJudgement(request, world, policies);
    Proof proof = KubernetesVerifier.prove(KubernetesVerifier.NAME, links, world, policies);
    Population population = new Population(KubernetesGrants.pods(world));
    return new Verification(
        request.enforcer().name(),
        proof,
        shown(proof),
        new GrantCounts(request.graph()).count(proof.granted()),
        idle(population),
        new RuleFindings(policies, population, links.used()).all(),
        open(population),
        replay);
  }

  /** Puts recorded flows before the policies, in the order of time. */
  public Replay replay(ObservedTraffic traffic) {
    return new FlowReplay(request, world, policies).replay(traffic);
  }

  /** What given policies and generated files together allow; files replace policies of a name. */
  public static Proof union(
      GenerationRequest request, GivenPolicies given, ImmutableList<GeneratedFile> files) {
    TreeMap<String, IsolationPolicy> all = new TreeMap<>();
    given.policies().forEach(policy -> all.put(policy.fullName(), policy));
    PolicyReader.read(files).forEach(policy -> all.put(policy.fullName(), policy));
    KubernetesWorld world = new KubernetesWorld(request, given.namespaces());
    PolicySet policies = PolicySet.in(world, all.values());
    return KubernetesVerifier.prove(
        KubernetesVerifier.NAME, new LinkJudgement(request, world, policies), world, policies);
  }

  private ImmutableSortedMap<LinkKey, PacketPointer> shown(Proof proof) {
    TreeMap<LinkKey, PacketPointer> shown = new TreeMap<>();
    for (Proof.Denial denial : proof.denied()) {
      LinkEvidence evidence = request.evidence().links().get(denial.link());
      if (evidence != null && !evidence.packets().isEmpty()) {
        shown.put(denial.link(), evidence.packets().get(0));
      }
    }
    return ImmutableSortedMap.copyOfSorted(shown);
  }

  private ImmutableSortedSet<String> idle(Population population) {
    TreeSet<String> idle = new TreeSet<>();
    for (IsolationPolicy policy : policies.policies()) {
      if (population.selected(policy).isEmpty()) {
        idle.add(policy.fullName());
      }
    }
    return ImmutableSortedSet.copyOfSorted(idle);
  }

  private ImmutableList<Open> open(Population population) {
    List<Open> open = new ArrayList<>();
    ImmutableList<Peer> peers = world.pods();
    for (int i = 0; i < peers.size(); i++) {
      TreeSet<Direction> directions = new TreeSet<>();
      for (Direction direction : Direction.values()) {
        if (!policies.isolation(population.pod(i), direction).isolated()) {
          directions.add(direction);
        }
      }
      if (!directions.isEmpty()) {
        open.add(
            new Open(peers.get(i).id().toString(), ImmutableSortedSet.copyOfSorted(directions)));
      }
    }
    return ImmutableList.copyOf(open);
  }
}
