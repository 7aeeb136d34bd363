package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.docker.DockerEvaluation;
import dev.netgen.model.engine.Fact;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compose files with companion rules beside them: a link needs both, and granted is what the rules
 * still let through of what the networks carry. What is on the host's network no rule tells from
 * the host.
 */
final class GuardedCompose {
  private final GenerationRequest request;
  private final DockerEvaluation networks;
  private final Proof byNetworks;
  private final GivenRules rules;
  private final ImmutableMap<String, String> homes;
  private final Map<String, String> byWord = new HashMap<>();

  private GuardedCompose(
      GenerationRequest request, DockerEvaluation networks, Proof byNetworks, GivenRules rules) {
    this.request = request;
    this.networks = networks;
    this.byNetworks = byNetworks;
    this.rules = rules;
    this.homes = networks.homes();
    homes
        .keySet()
        .forEach(
            name ->
                byWord.put(PeerId.dockerService(rules.known().project(), name).toString(), name));
  }

  /**
   * Both together.
   *
   * @param networks the Compose files
   * @param byNetworks their proof
   * @throws ProblemException where the rules do not govern these networks, or nothing tells that
   *     this engine lets them hold
   */
  static Proof prove(
      GenerationRequest request, DockerEvaluation networks, Proof byNetworks, GivenRules rules) {
    return new GuardedCompose(request, networks, byNetworks, rules).proof();
  }

  private Proof proof() {
    requireGoverned();
    requireEngine();
    Proof byRules =
        NftablesVerifier.proof(request, rules.known(), rules.name(), rules.text(), homes);
    Map<LinkKey, Proof.Denial> denied = joined(byNetworks.denied(), byRules.denied());
    Map<LinkKey, Proof.Denial> unjudged = joined(byNetworks.unjudged(), byRules.unjudged());
    return new Proof(
        "compose with nftables",
        byNetworks.allowed().stream()
            .filter(link -> !denied.containsKey(link) && !unjudged.containsKey(link))
            .collect(ImmutableList.toImmutableList()),
        ImmutableList.copyOf(denied.values()),
        granted(byRules),
        ImmutableList.copyOf(unjudged.values()),
        ImmutableList.of());
  }

  private static Map<LinkKey, Proof.Denial> joined(
      Iterable<Proof.Denial> one, Iterable<Proof.Denial> other) {
    Map<LinkKey, Proof.Denial> all = new TreeMap<>();
    one.forEach(denial -> all.put(denial.link(), denial));
    other.forEach(
        denial ->
            all.merge(
                denial.link(),
                denial,
                (a, b) -> new Proof.Denial(a.link(), a.reason() + "; " + b.reason())));
    return all;
  }

  private ImmutableList<Proof.Grant> granted(Proof byRules) {
    ImmutableSortedSet.Builder<Proof.Grant> granted =
        ImmutableSortedSet.orderedBy(ComposeVerifier.ORDER);
    byRules.granted().stream().filter(this::carried).forEach(granted::add);
    byNetworks.granted().stream().filter(this::leavesHost).forEach(granted::add);
    return granted.build().asList();
  }

  /** Whether the networks carry it; ends that are no service are nobody's to keep apart. */
  private boolean carried(Proof.Grant grant) {
    Optional<String> from = service(grant.from());
    Optional<String> to = service(grant.to());
    if (from.isPresent() && to.isPresent()) {
      return from.equals(to) || networks.meet(from.get(), to.get());
    }
    boolean outward = from.isPresent() && !grant.to().equals(NftJudge.HOST_SERVICES);
    return !outward || networks.leadsOut(from.get());
  }

  /** What services in the host's own namespace reach elsewhere passes no bridge. */
  private boolean leavesHost(Proof.Grant grant) {
    return service(grant.from()).filter(this::isOnHost).isPresent()
        && service(grant.to()).isEmpty();
  }

  private boolean isOnHost(String service) {
    return String.valueOf(homes.get(service)).isEmpty();
  }

  private Optional<String> service(String word) {
    return Optional.ofNullable(byWord.get(word));
  }

  private void requireGoverned() {
    for (String bridge : networks.bridges()) {
      if (!rules.known().bridges().contains(bridge)) {
        boolean unnamed = bridge.startsWith("?");
        throw ProblemException.input(
            "the rules do not govern "
                + (unnamed ? "network " + bridge.substring(1) : "the network of " + bridge)
                + (unnamed ? ", whose interface has no name of its own" : ""),
            rules.name(),
            "give the Compose file that was generated with them");
      }
    }
  }

  private void requireEngine() {
    boolean off = request.engine().bridgeNf() == Fact.FALSE;
    if (!request.engine().bridgeNf().proved() || !request.engine().filters()) {
      throw ProblemException.input(
          off
              ? "no rules hold inside a network of this engine"
              : "nothing tells whether rules hold inside a network of this engine",
          off
              ? "its bridge-nf-call-iptables is off"
              : "bridge-nf-call-iptables, or the firewall's backend, is not known",
          off ? "load br_netfilter, set it to 1, and record anew" : "give a recording (--engine)");
    }
  }
}
