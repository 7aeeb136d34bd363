package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import dev.netgen.generator.manifest.PolicyShape;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.generator.verify.IsolationRule.Name;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.generator.verify.IsolationRule.PortTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import java.util.Map;
import java.util.Optional;

/**
 * Fills in what the API's documentation says of missing fields (networking.k8s.io/v1,
 * NetworkPolicySpec), and refuses what the API server would refuse. The types of all fields are
 * those of the API already ({@link PolicyShape}).
 */
final class PolicyCompiler {
  private final String namespace;
  private final String name;
  private final String policy;
  private final String where;

  /** Many rules name the same pods. */
  private final Interner<LabelQuery> queries;

  private PolicyCompiler(JsonNode metadata, String where, Interner<LabelQuery> queries) {
    String given = metadata.path("namespace").asText();
    this.namespace = given.isEmpty() ? "default" : given;
    this.name = metadata.path("name").asText();
    this.policy = namespace + "/" + name;
    this.where = where;
    this.queries = queries;
  }

  /** The meaning of a policy of the right shape; throws ProblemException where it has none. */
  static IsolationPolicy compile(JsonNode policy, String where) {
    return compile(policy, where, Interners.newStrongInterner());
  }

  /**
   * The same of one policy among others.
   *
   * @param queries where equal queries become one; for all threads
   */
  static IsolationPolicy compile(JsonNode policy, String where, Interner<LabelQuery> queries) {
    return new PolicyCompiler(policy.path("metadata"), where, queries).compile(policy.path("spec"));
  }

  private IsolationPolicy compile(JsonNode spec) {
    ImmutableMap.Builder<Direction, ImmutableList<IsolationRule>> rules = ImmutableMap.builder();
    for (Direction direction : Direction.values()) {
      ImmutableList<IsolationRule> all =
          direction == Direction.INGRESS
              ? rules(direction, spec.path("ingress"), "from")
              : rules(direction, spec.path("egress"), "to");
      if (isolates(spec, direction)) {
        rules.put(direction, all);
      }
    }
    return new IsolationPolicy(
        namespace, name, query(spec.path("podSelector")), rules.buildOrThrow(), where);
  }

  /** Without policyTypes: ingress always, egress where an egress rule is there. */
  private boolean isolates(JsonNode spec, Direction direction) {
    ImmutableList<String> types = texts(spec.path("policyTypes"));
    for (String type : types) {
      if (!type.equals("Ingress") && !type.equals("Egress")) {
        throw refused("policyTypes knows Ingress and Egress only");
      }
    }
    return switch (direction) {
      case INGRESS -> types.isEmpty() || types.contains("Ingress");
      case EGRESS -> types.isEmpty() ? !spec.path("egress").isEmpty() : types.contains("Egress");
    };
  }

  private ImmutableList<IsolationRule> rules(Direction direction, JsonNode all, String peers) {
    ImmutableList.Builder<IsolationRule> rules = ImmutableList.builder();
    int number = 1;
    for (JsonNode rule : all) {
      Name place = new Name(policy, direction, number++);
      rules.add(rule(place, rule.path(peers), rule.path("ports")));
    }
    return rules.build();
  }

  private IsolationRule rule(Name place, JsonNode peers, JsonNode ports) {
    ImmutableSet.Builder<PodTerm> pods = ImmutableSet.builder();
    ImmutableSet.Builder<BlockTerm> blocks = ImmutableSet.builder();
    for (JsonNode peer : peers) {
      boolean selects = peer.has("podSelector") || peer.has("namespaceSelector");
      if (selects == peer.has("ipBlock")) {
        throw refused(selects ? "a peer has both ipBlock and a selector" : "a peer names nobody");
      }
      if (selects) {
        pods.add(term(peer));
      } else {
        blocks.add(block(peer.path("ipBlock")));
      }
    }
    ImmutableList.Builder<PortTerm> terms = ImmutableList.builder();
    for (JsonNode port : ports) {
      terms.add(port(port));
    }
    return new IsolationRule(
        place, pods.build().asList(), blocks.build().asList(), terms.build(), peers.isEmpty());
  }

  private PodTerm term(JsonNode peer) {
    LabelQuery pods = query(peer.path("podSelector"));
    return peer.has("namespaceSelector")
        ? new PodTerm(Optional.of(query(peer.path("namespaceSelector"))), pods, "")
        : new PodTerm(Optional.empty(), pods, namespace);
  }

  private BlockTerm block(JsonNode block) {
    Cidr cidr = cidr(block.path("cidr").asText());
    ImmutableList.Builder<Cidr> except = ImmutableList.builder();
    for (String text : texts(block.path("except"))) {
      Cidr range = cidr(text);
      if (range.prefix() <= cidr.prefix() || !cidr.contains(range)) {
        throw refused("except " + range + " is not inside " + cidr);
      }
      except.add(range);
    }
    return new BlockTerm(cidr, except.build());
  }

  private Cidr cidr(String text) {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private PortTerm port(JsonNode rule) {
    Transport transport = transport(rule.path("protocol").asText("TCP"));
    JsonNode port = rule.path("port");
    JsonNode end = rule.path("endPort");
    if (!end.isMissingNode() && !port.isNumber()) {
      throw refused("endPort without a numbered port");
    }
    if (port.isMissingNode()) {
      return new PortTerm(transport, 1, PortRanges.LAST, "");
    }
    if (port.isTextual()) {
      return new PortTerm(transport, 0, 0, portName(port.textValue()));
    }
    int first = port.intValue();
    int last = end.isMissingNode() ? first : end.intValue();
    if (first < 1 || last < first || last > PortRanges.LAST) {
      throw refused("ports " + first + " to " + last + " are none");
    }
    return new PortTerm(transport, first, last, "");
  }

  /** IANA service names hold a letter (RFC 6335 section 5.1): digits in quotes are no port. */
  private String portName(String name) {
    if (name.chars().noneMatch(Character::isLetter)) {
      throw refused("a port is a text without a letter, neither a number nor a name");
    }
    return name;
  }

  private Transport transport(String protocol) {
    return switch (protocol) {
      case "TCP" -> Transport.TCP;
      case "UDP" -> Transport.UDP;
      case "SCTP" -> Transport.SCTP;
      default -> throw refused("protocol is none of TCP, UDP, SCTP");
    };
  }

  private LabelQuery query(JsonNode selector) {
    if (selector.isEmpty()) {
      return LabelQuery.ANY;
    }
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
      labels.put(label.getKey(), label.getValue().textValue());
    }
    ImmutableList.Builder<LabelQuery.Requirement> all = ImmutableList.builder();
    for (JsonNode each : selector.path("matchExpressions")) {
      all.add(requirement(each));
    }
    return queries.intern(new LabelQuery(labels.buildOrThrow(), all.build()));
  }

  private LabelQuery.Requirement requirement(JsonNode requirement) {
    LabelQuery.Operator operator =
        switch (requirement.path("operator").asText()) {
          case "In" -> LabelQuery.Operator.IN;
          case "NotIn" -> LabelQuery.Operator.NOT_IN;
          case "Exists" -> LabelQuery.Operator.EXISTS;
          case "DoesNotExist" -> LabelQuery.Operator.DOES_NOT_EXIST;
          default -> throw refused("a selector's operator is unknown");
        };
    ImmutableSet<String> values = ImmutableSet.copyOf(texts(requirement.path("values")));
    boolean compares = operator == LabelQuery.Operator.IN || operator == LabelQuery.Operator.NOT_IN;
    if (!requirement.has("key") || compares == values.isEmpty()) {
      throw refused("a selector's requirement lacks its key or values, or has values it may not");
    }
    return new LabelQuery.Requirement(requirement.path("key").textValue(), operator, values);
  }

  private static ImmutableList<String> texts(JsonNode list) {
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    list.forEach(text -> texts.add(text.textValue()));
    return texts.build();
  }

  private ProblemException refused(String what) {
    return ProblemException.input(
        what, where + ", policy " + policy, "correct it: the API server refuses this policy");
  }
}
