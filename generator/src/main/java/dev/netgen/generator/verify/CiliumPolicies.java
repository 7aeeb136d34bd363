package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.generator.verify.IsolationRule.Name;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.model.graph.Direction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * CiliumNetworkPolicies back from their text, as rules of the evaluator (Cilium, "Network Policy").
 * A direction is isolated by a rule in its section, be it an empty one; an empty section is none.
 * What the text may hold is what netgen writes; anything else is a problem.
 */
final class CiliumPolicies {
  private static final ImmutableSet<String> SPEC =
      ImmutableSet.of("endpointSelector", "ingress", "egress");
  private static final String NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private final PolicyNodes document;
  private final String namespace;
  private final String name;
  private final Set<String> askable = new HashSet<>();

  private CiliumPolicies(PolicyNodes document) {
    this.document = document;
    this.namespace = document.at("metadata").text("namespace");
    this.name = document.at("metadata").text("name");
  }

  /** The policies of these files; throws ProblemException where a text is none. */
  static ImmutableList<IsolationPolicy> read(Iterable<GeneratedFile> files) {
    return PolicyNodes.documents(files, "cilium.io/v2", "CiliumNetworkPolicy").stream()
        .map(document -> new CiliumPolicies(document).policy())
        .collect(ImmutableList.toImmutableList());
  }

  private IsolationPolicy policy() {
    PolicyNodes spec = document.at("spec").only(SPEC);
    for (PolicyNodes rule : spec.list("egress")) {
      rule.list("toPorts").forEach(ports -> askable.addAll(CiliumPorts.askable(ports)));
    }
    ImmutableMap.Builder<Direction, ImmutableList<IsolationRule>> rules = ImmutableMap.builder();
    for (Direction direction : Direction.values()) {
      List<PolicyNodes> all = spec.list(direction.word());
      if (!all.isEmpty()) {
        rules.put(direction, rules(direction, all));
      }
    }
    LabelQuery pods = CiliumLabels.query(spec.at("endpointSelector"));
    if (CiliumLabels.names(pods, NAMESPACE)) {
      throw document.problem("a policy selects in its own namespace alone");
    }
    return new IsolationPolicy(namespace, name, pods, rules.buildOrThrow(), document.where());
  }

  private ImmutableList<IsolationRule> rules(Direction direction, List<PolicyNodes> all) {
    ImmutableList.Builder<IsolationRule> rules = ImmutableList.builder();
    int number = 1;
    for (PolicyNodes rule : all) {
      Name place = new Name(namespace + "/" + name, direction, number++);
      rules.add(rule(place, direction == Direction.INGRESS ? "from" : "to", rule));
    }
    return rules.build();
  }

  private IsolationRule rule(Name place, String side, PolicyNodes rule) {
    rule.only(
        ImmutableSet.of(
            side + "Endpoints", side + "CIDR", side + "Entities", "toFQDNs", "toPorts"));
    int peers = rule.node().size() - (rule.has("toPorts") ? 1 : 0);
    boolean empty = rule.node().isEmpty();
    if (!empty && peers != 1) {
      throw rule.problem("a rule names its peers in one way, and at least one");
    }
    if (side.equals("from") && rule.has("toFQDNs")) {
      throw rule.problem("names are for egress alone");
    }
    ImmutableList.Builder<PodTerm> pods = ImmutableList.builder();
    rule.list(side + "Endpoints").forEach(selector -> pods.add(term(selector)));
    words(rule.list(side + "Entities")).forEach(label -> pods.add(CiliumIdentities.term(label)));
    rule.list("toFQDNs").forEach(each -> named(each).ifPresent(pods::add));
    ImmutableList<BlockTerm> blocks =
        rule.list(side + "CIDR").stream()
            .map(each -> new BlockTerm(each.cidr(), ImmutableList.of()))
            .collect(ImmutableList.toImmutableList());
    return new IsolationRule(
        place, pods.build(), blocks, CiliumPorts.of(rule, place.direction()), false);
  }

  private PodTerm term(PolicyNodes selector) {
    LabelQuery query = CiliumLabels.query(selector);
    Optional<String> elsewhere = Optional.ofNullable(query.labels().get(NAMESPACE));
    LabelQuery pods = CiliumLabels.without(query, NAMESPACE);
    return elsewhere
        .map(there -> new LabelQuery(ImmutableMap.of(NAMESPACE_NAME, there), ImmutableList.of()))
        .map(there -> new PodTerm(Optional.of(there), pods, ""))
        .orElseGet(() -> new PodTerm(Optional.empty(), pods, namespace));
  }

  /** A pod's own node and others are told apart, the graph's nodes are not: both must be named. */
  private static ImmutableSet<String> words(List<PolicyNodes> entities) {
    Set<String> words = new TreeSet<>();
    entities.forEach(entity -> words.add(entity.text()));
    ImmutableSet.Builder<String> labels = ImmutableSet.builder();
    if (words.contains("host") && words.contains("remote-node")) {
      labels.add(CiliumIdentities.NODES);
    }
    for (PolicyNodes entity : entities) {
      switch (entity.text()) {
        case "host", "remote-node" -> {}
        case "kube-apiserver" -> labels.add(CiliumIdentities.API_SERVER);
        case "world" -> labels.add(CiliumIdentities.WORLD);
        default -> throw entity.problem("unknown entity " + entity.text());
      }
    }
    return labels.build();
  }

  /** A name has addresses only where the proxy lets its client ask for it. */
  private Optional<PodTerm> named(PolicyNodes each) {
    String wanted = each.only(ImmutableSet.of("matchName")).text("matchName");
    boolean known = askable.contains("*") || askable.contains(wanted);
    return known
        ? Optional.of(CiliumIdentities.term(CiliumIdentities.name(wanted)))
        : Optional.empty();
  }
}
