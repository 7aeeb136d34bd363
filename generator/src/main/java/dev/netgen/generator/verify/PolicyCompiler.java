package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.generator.verify.IsolationRule.Name;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.generator.verify.IsolationRule.PortTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what the API's documentation says of missing fields (networking.k8s.io/v1,
 * NetworkPolicySpec), and refuses what the API server would refuse.
 */
final class PolicyCompiler {
  private final String namespace;
  private final String policy;
  private final String where;

  private PolicyCompiler(NetworkPolicy policy, String where) {
    this.namespace = namespace(policy);
    this.policy = namespace + "/" + name(policy);
    this.where = where;
  }

  /** The policy's meaning; throws ProblemException where it has none. */
  static IsolationPolicy compile(NetworkPolicy policy, String where) {
    return new PolicyCompiler(policy, where).compile(policy);
  }

  private IsolationPolicy compile(NetworkPolicy policy) {
    NetworkPolicySpec spec = policy.getSpec();
    ImmutableMap.Builder<Direction, ImmutableList<IsolationRule>> rules = ImmutableMap.builder();
    for (Direction direction : Direction.values()) {
      ImmutableList<IsolationRule> all =
          direction == Direction.INGRESS ? ingress(spec) : egress(spec);
      if (isolates(spec, direction)) {
        rules.put(direction, all);
      }
    }
    return new IsolationPolicy(
        namespace, name(policy), query(spec.getPodSelector()), rules.buildOrThrow(), where);
  }

  private static String namespace(NetworkPolicy policy) {
    String given = policy.getMetadata().getNamespace();
    return given == null || given.isEmpty() ? "default" : given;
  }

  private static String name(NetworkPolicy policy) {
    return Objects.requireNonNullElse(policy.getMetadata().getName(), "");
  }

  /** Without policyTypes: ingress always, egress where an egress rule is there. */
  private boolean isolates(NetworkPolicySpec spec, Direction direction) {
    List<String> types = orEmpty(spec.getPolicyTypes());
    for (String type : types) {
      if (!type.equals("Ingress") && !type.equals("Egress")) {
        throw refused("policyTypes knows Ingress and Egress only");
      }
    }
    return switch (direction) {
      case INGRESS -> types.isEmpty() || types.contains("Ingress");
      case EGRESS ->
          types.isEmpty() ? !orEmpty(spec.getEgress()).isEmpty() : types.contains("Egress");
    };
  }

  private ImmutableList<IsolationRule> ingress(NetworkPolicySpec spec) {
    ImmutableList.Builder<IsolationRule> rules = ImmutableList.builder();
    int number = 1;
    for (var rule : orEmpty(spec.getIngress())) {
      Name name = new Name(policy, Direction.INGRESS, number++);
      rules.add(
          rule == null ? rule(name, null, null) : rule(name, rule.getFrom(), rule.getPorts()));
    }
    return rules.build();
  }

  private ImmutableList<IsolationRule> egress(NetworkPolicySpec spec) {
    ImmutableList.Builder<IsolationRule> rules = ImmutableList.builder();
    int number = 1;
    for (var rule : orEmpty(spec.getEgress())) {
      Name name = new Name(policy, Direction.EGRESS, number++);
      rules.add(rule == null ? rule(name, null, null) : rule(name, rule.getTo(), rule.getPorts()));
    }
    return rules.build();
  }

  private IsolationRule rule(
      Name name, @Nullable List<NetworkPolicyPeer> peers, @Nullable List<NetworkPolicyPort> ports) {
    ImmutableSet.Builder<PodTerm> pods = ImmutableSet.builder();
    ImmutableSet.Builder<BlockTerm> blocks = ImmutableSet.builder();
    for (NetworkPolicyPeer peer : orEmpty(peers)) {
      boolean selects = peer.getPodSelector() != null || peer.getNamespaceSelector() != null;
      if (selects == (peer.getIpBlock() != null)) {
        throw refused(selects ? "a peer has both ipBlock and a selector" : "a peer names nobody");
      }
      if (selects) {
        pods.add(term(peer));
      } else {
        blocks.add(block(peer.getIpBlock()));
      }
    }
    return new IsolationRule(
        name,
        pods.build().asList(),
        blocks.build().asList(),
        orEmpty(ports).stream().map(this::port).collect(ImmutableList.toImmutableList()),
        orEmpty(peers).isEmpty());
  }

  private PodTerm term(NetworkPolicyPeer peer) {
    LabelQuery pods = query(peer.getPodSelector());
    return peer.getNamespaceSelector() == null
        ? new PodTerm(Optional.empty(), pods, namespace)
        : new PodTerm(Optional.of(query(peer.getNamespaceSelector())), pods, "");
  }

  private BlockTerm block(IPBlock block) {
    Cidr cidr = cidr(block.getCidr());
    ImmutableList.Builder<Cidr> except = ImmutableList.builder();
    for (String text : orEmpty(block.getExcept())) {
      Cidr range = cidr(text);
      if (range.prefix() <= cidr.prefix() || !cidr.contains(range)) {
        throw refused("except " + range + " is not inside " + cidr);
      }
      except.add(range);
    }
    return new BlockTerm(cidr, except.build());
  }

  private Cidr cidr(@Nullable String text) {
    try {
      return Cidr.parse(Objects.requireNonNullElse(text, ""));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private PortTerm port(NetworkPolicyPort rule) {
    Transport transport = transport(rule.getProtocol());
    IntOrString port = rule.getPort();
    Integer end = rule.getEndPort();
    if (end != null && (port == null || port.getIntVal() == null)) {
      throw refused("endPort without a numbered port");
    }
    if (port == null) {
      return new PortTerm(transport, 1, PortRanges.LAST, "");
    }
    if (port.getIntVal() == null) {
      return new PortTerm(transport, 0, 0, portName(port.getStrVal()));
    }
    int first = port.getIntVal();
    int last = end == null ? first : end;
    if (first < 1 || last < first || last > PortRanges.LAST) {
      throw refused("ports " + first + " to " + last + " are none");
    }
    return new PortTerm(transport, first, last, "");
  }

  /** IANA service names hold a letter (RFC 6335 section 5.1): digits in quotes are no port. */
  private String portName(@Nullable String name) {
    if (name == null || name.chars().noneMatch(Character::isLetter)) {
      throw refused("a port is a text without a letter, neither a number nor a name");
    }
    return name;
  }

  private Transport transport(@Nullable String protocol) {
    return switch (Objects.requireNonNullElse(protocol, "TCP")) {
      case "TCP" -> Transport.TCP;
      case "UDP" -> Transport.UDP;
      case "SCTP" -> Transport.SCTP;
      default -> throw refused("protocol is none of TCP, UDP, SCTP");
    };
  }

  private LabelQuery query(@Nullable LabelSelector selector) {
    if (selector == null) {
      return LabelQuery.ANY;
    }
    ImmutableList.Builder<LabelQuery.Requirement> all = ImmutableList.builder();
    orEmpty(selector.getMatchExpressions()).forEach(each -> all.add(requirement(each)));
    return new LabelQuery(
        selector.getMatchLabels() == null
            ? ImmutableMap.of()
            : ImmutableMap.copyOf(selector.getMatchLabels()),
        all.build());
  }

  private LabelQuery.Requirement requirement(LabelSelectorRequirement requirement) {
    LabelQuery.Operator operator =
        switch (Objects.requireNonNullElse(requirement.getOperator(), "")) {
          case "In" -> LabelQuery.Operator.IN;
          case "NotIn" -> LabelQuery.Operator.NOT_IN;
          case "Exists" -> LabelQuery.Operator.EXISTS;
          case "DoesNotExist" -> LabelQuery.Operator.DOES_NOT_EXIST;
          default -> throw refused("a selector's operator is unknown");
        };
    ImmutableSet<String> values = ImmutableSet.copyOf(orEmpty(requirement.getValues()));
    boolean compares = operator == LabelQuery.Operator.IN || operator == LabelQuery.Operator.NOT_IN;
    if (requirement.getKey() == null || compares == values.isEmpty()) {
      throw refused("a selector's requirement lacks its key or values, or has values it may not");
    }
    return new LabelQuery.Requirement(requirement.getKey(), operator, values);
  }

  private ProblemException refused(String what) {
    return ProblemException.input(
        what, where + ", policy " + policy, "correct it: the API server refuses this policy");
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
