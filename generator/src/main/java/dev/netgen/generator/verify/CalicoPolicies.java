package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.generator.verify.IsolationRule.Name;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.generator.verify.IsolationRule.PortTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Transport;
import java.util.List;
import java.util.Optional;

/**
 * Calico's NetworkPolicies back from their text, as rules of the evaluator (Calico reference,
 * "Network policy"): {@code types} isolate, rules that allow add up. What the text may hold is what
 * netgen writes; anything else is a problem.
 */
final class CalicoPolicies {
  private static final ImmutableSet<String> SPEC =
      ImmutableSet.of("order", "selector", "types", "ingress", "egress");
  private static final ImmutableSet<String> RULE =
      ImmutableSet.of("action", "protocol", "source", "destination");

  private final PolicyNodes document;
  private final String namespace;
  private final String name;

  private CalicoPolicies(PolicyNodes document) {
    this.document = document;
    this.namespace = document.at("metadata").text("namespace");
    this.name = document.at("metadata").text("name");
  }

  /** The policies of these files; throws ProblemException where a text is none. */
  static ImmutableList<IsolationPolicy> read(
      Iterable<GeneratedFile> files, String apiVersion, String kind) {
    return PolicyNodes.documents(files, apiVersion, kind).stream()
        .map(document -> new CalicoPolicies(document).policy())
        .collect(ImmutableList.toImmutableList());
  }

  private IsolationPolicy policy() {
    if (name.indexOf('.') >= 0) {
      throw document.problem("a policy's name with a dot would name a tier");
    }
    PolicyNodes spec = document.at("spec").only(SPEC);
    if (spec.list("types").isEmpty()) {
      throw spec.problem("types are to be said");
    }
    ImmutableMap.Builder<Direction, ImmutableList<IsolationRule>> rules = ImmutableMap.builder();
    for (Direction direction : Direction.values()) {
      boolean isolates = spec.list("types").stream().anyMatch(type -> direction(type) == direction);
      if (isolates) {
        rules.put(direction, rules(direction, spec.list(direction.word())));
      } else if (spec.has(direction.word())) {
        throw spec.problem("rules for a direction that types do not name");
      }
    }
    return new IsolationPolicy(
        namespace,
        name,
        CalicoSelectors.query(spec.at("selector")),
        rules.buildOrThrow(),
        document.where());
  }

  private static Direction direction(PolicyNodes type) {
    return switch (type.text()) {
      case "Ingress" -> Direction.INGRESS;
      case "Egress" -> Direction.EGRESS;
      default -> throw type.problem("types are Ingress and Egress");
    };
  }

  private ImmutableList<IsolationRule> rules(Direction direction, List<PolicyNodes> all) {
    ImmutableList.Builder<IsolationRule> rules = ImmutableList.builder();
    int number = 1;
    for (PolicyNodes rule : all) {
      rule.only(RULE);
      if (!rule.text("action").equals("Allow")) {
        throw rule.problem("an action other than Allow");
      }
      Name place = new Name(namespace + "/" + name, direction, number++);
      rules.add(direction == Direction.INGRESS ? ingress(place, rule) : egress(place, rule));
    }
    return rules.build();
  }

  private IsolationRule ingress(Name place, PolicyNodes rule) {
    PolicyNodes source =
        rule.at("source").only(ImmutableSet.of("selector", "namespaceSelector", "nets"));
    return rule(place, source, ports(rule, ImmutableSet.of("ports")));
  }

  private IsolationRule egress(Name place, PolicyNodes rule) {
    if (rule.has("source")) {
      throw rule.problem("the source of outgoing traffic is who the policy selects");
    }
    ImmutableSet<String> known = ImmutableSet.of("selector", "namespaceSelector", "nets", "ports");
    return rule(place, rule.at("destination"), ports(rule, known));
  }

  private IsolationRule rule(Name place, PolicyNodes peer, ImmutableList<PortTerm> ports) {
    ImmutableList<BlockTerm> blocks =
        peer.list("nets").stream()
            .map(net -> new BlockTerm(net.cidr(), ImmutableList.of()))
            .collect(ImmutableList.toImmutableList());
    if (blocks.stream().map(block -> block.cidr().base().bits()).distinct().count() > 1) {
      throw peer.problem("nets of two families in one rule");
    }
    if (blocks.isEmpty() != peer.has("selector")) {
      throw peer.problem("a rule names pods or nets");
    }
    ImmutableList<PodTerm> pods =
        peer.has("selector") ? ImmutableList.of(term(peer)) : ImmutableList.of();
    return new IsolationRule(place, pods, blocks, ports, false);
  }

  /** Without a namespace selector: the policy's own namespace. */
  private PodTerm term(PolicyNodes peer) {
    LabelQuery pods = CalicoSelectors.query(peer.at("selector"));
    return peer.has("namespaceSelector")
        ? new PodTerm(Optional.of(CalicoSelectors.query(peer.at("namespaceSelector"))), pods, "")
        : new PodTerm(Optional.empty(), pods, namespace);
  }

  private static ImmutableList<PortTerm> ports(PolicyNodes rule, ImmutableSet<String> known) {
    Transport transport = rule.at("protocol").transport();
    List<PolicyNodes> ports = rule.at("destination").only(known).list("ports");
    if (ports.isEmpty() || ports.size() > 50) {
      throw rule.problem("a list of ports holds 1 to 50");
    }
    return ports.stream()
        .map(port -> port(transport, port))
        .collect(ImmutableList.toImmutableList());
  }

  private static PortTerm port(Transport transport, PolicyNodes port) {
    if (!port.node().isInt()) {
      return new PortTerm(transport, 0, 0, port.text());
    }
    int number = port.node().asInt();
    if (number < 1 || number > PortRanges.LAST) {
      throw port.problem("port " + number + " is none");
    }
    return new PortTerm(transport, number, number, "");
  }
}
