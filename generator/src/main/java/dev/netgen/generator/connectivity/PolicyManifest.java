package dev.netgen.generator.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.connectivity.Policy.PeerRule;
import dev.netgen.generator.connectivity.Policy.PortRule;
import dev.netgen.generator.connectivity.Policy.Rule;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads one NetworkPolicy, with the checks and defaults of the API server (networking.k8s.io/v1,
 * NetworkPolicySpec). What the server would refuse is a problem; fields it would drop are noted.
 */
final class PolicyManifest {
  private static final ImmutableSet<String> SPEC =
      ImmutableSet.of("podSelector", "policyTypes", "ingress", "egress");
  private static final ImmutableSet<String> SELECTOR =
      ImmutableSet.of("matchLabels", "matchExpressions");

  private final Fields spec;
  private final Consumer<String> notes;

  private PolicyManifest(Fields spec, Consumer<String> notes) {
    this.spec = spec;
    this.notes = notes;
  }

  /**
   * The policy in this object; what is ignored in it goes to {@code notes}. The server takes one
   * without spec, which selects every pod and allows nothing in.
   */
  static Policy read(Fields object, String namespace, String name, Consumer<String> notes) {
    PolicyManifest manifest = new PolicyManifest(object.object("spec"), notes);
    manifest.known(manifest.spec, SPEC);
    Selector pods = manifest.selector(manifest.spec, "podSelector").orElse(Selector.ANY);
    return new Policy(namespace, name, pods, manifest.directions());
  }

  private ImmutableMap<Direction, ImmutableList<Rule>> directions() {
    ImmutableList<String> types = spec.texts("policyTypes");
    ImmutableMap.Builder<Direction, ImmutableList<Rule>> all = ImmutableMap.builder();
    ImmutableList<Rule> ingress = rules("ingress", "from");
    ImmutableList<Rule> egress = rules("egress", "to");
    for (String type : types) {
      if (!type.equals("Ingress") && !type.equals("Egress")) {
        throw refused("policyTypes knows Ingress and Egress only", spec);
      }
    }
    if (types.isEmpty() || types.contains("Ingress")) {
      all.put(Direction.INGRESS, ingress);
    }
    if (types.contains("Egress") || (types.isEmpty() && !egress.isEmpty())) {
      all.put(Direction.EGRESS, egress);
    }
    return all.buildOrThrow();
  }

  private ImmutableList<Rule> rules(String section, String peers) {
    ImmutableList.Builder<Rule> rules = ImmutableList.builder();
    int index = 0;
    for (JsonNode node : spec.list(section)) {
      String where = spec.where() + "." + section + "[" + index++ + "]";
      Fields rule = at(node.isNull() ? JsonNodeFactory.instance.objectNode() : node, where);
      known(rule, Set.of(peers, "ports"));
      ImmutableList.Builder<PeerRule> who = ImmutableList.builder();
      rule.list(peers).forEach(peer -> who.add(peer(at(peer, where + "." + peers))));
      ImmutableList.Builder<PortRule> ports = ImmutableList.builder();
      rule.list("ports").forEach(port -> ports.add(port(at(port, where + ".ports"))));
      rules.add(new Rule(who.build(), ports.build()));
    }
    return rules.build();
  }

  private PeerRule peer(Fields peer) {
    known(peer, Set.of("podSelector", "namespaceSelector", "ipBlock"));
    Optional<Selector> namespaces = selector(peer, "namespaceSelector");
    Optional<Selector> pods = selector(peer, "podSelector");
    if (!peer.node().path("ipBlock").isObject()) {
      if (namespaces.isEmpty() && pods.isEmpty()) {
        throw refused("a peer names nobody", peer);
      }
      return new PeerRule(namespaces, Optional.of(pods.orElse(Selector.ANY)), Optional.empty());
    }
    if (namespaces.isPresent() || pods.isPresent()) {
      throw refused("a peer has both ipBlock and a selector", peer);
    }
    return new PeerRule(
        Optional.empty(), Optional.empty(), Optional.of(block(peer.object("ipBlock"))));
  }

  private IpBlocks.Block block(Fields block) {
    known(block, Set.of("cidr", "except"));
    Cidr cidr = block.parsed("cidr", Cidr::parse);
    ImmutableList.Builder<Cidr> except = ImmutableList.builder();
    for (String text : block.texts("except")) {
      Cidr range = block.convert("except", text, Cidr::parse);
      if (range.prefix() <= cidr.prefix() || !cidr.contains(range)) {
        throw refused("except " + range + " is not inside " + cidr, block);
      }
      except.add(range);
    }
    return new IpBlocks.Block(cidr, except.build());
  }

  private PortRule port(Fields rule) {
    known(rule, Set.of("protocol", "port", "endPort"));
    Transport transport =
        rule.optionalText("protocol")
            .map(text -> rule.convert("protocol", text, PolicyManifest::transport))
            .orElse(Transport.TCP);
    Optional<String> port = rule.optionalText("port");
    Optional<String> end = rule.optionalText("endPort");
    if (end.isPresent() && !rule.node().path("port").isIntegralNumber()) {
      throw refused("endPort without a numbered port", rule);
    }
    if (port.isEmpty()) {
      return new PortRule(transport, 1, 65_535, "");
    }
    if (!rule.node().path("port").isIntegralNumber()) {
      return new PortRule(transport, 0, 0, portName(rule, port.get()));
    }
    int first = rule.convert("port", port.get(), PolicyManifest::number);
    int last = end.map(text -> rule.convert("endPort", text, PolicyManifest::number)).orElse(first);
    if (last < first) {
      throw refused("endPort is before port", rule);
    }
    return new PortRule(transport, first, last, "");
  }

  /** IANA service names hold a letter (RFC 6335 section 5.1): a number in quotes is no port. */
  private static String portName(Fields rule, String name) {
    if (name.chars().noneMatch(Character::isLetter)) {
      throw refused("the port is a text without a letter, neither a number nor a name", rule);
    }
    return name;
  }

  /** In capitals, as the API has them. */
  private static Transport transport(String text) {
    Transport transport = Transport.parse(text);
    if (!transport.keyword().toUpperCase(Locale.ROOT).equals(text)) {
      throw new IllegalArgumentException("unknown transport \"" + text + "\"");
    }
    return transport;
  }

  private static int number(String text) {
    int number = Port.parse(text + "/tcp").number();
    if (number == 0) {
      throw new IllegalArgumentException("port 0 is no port");
    }
    return number;
  }

  private Optional<Selector> selector(Fields of, String field) {
    if (!of.node().hasNonNull(field)) {
      return Optional.empty();
    }
    Fields selector = of.object(field);
    known(selector, SELECTOR);
    ImmutableList.Builder<Selector.Expression> expressions = ImmutableList.builder();
    for (JsonNode node : selector.list("matchExpressions")) {
      expressions.add(expression(at(node, selector.where() + ".matchExpressions")));
    }
    return Optional.of(
        new Selector(ManifestObjects.texts(selector.object("matchLabels")), expressions.build()));
  }

  private Selector.Expression expression(Fields expression) {
    known(expression, Set.of("key", "operator", "values"));
    Selector.Operator operator = expression.parsed("operator", Selector.Operator::parse);
    ImmutableSet<String> values = ImmutableSet.copyOf(expression.texts("values"));
    if (operator.hasValues() == values.isEmpty()) {
      throw refused(
          operator.hasValues() ? "operator without values" : "operator with values", expression);
    }
    return new Selector.Expression(expression.text("key"), operator, values);
  }

  private void known(Fields fields, Set<String> names) {
    for (Map.Entry<String, JsonNode> field : fields.node().properties()) {
      if (!names.contains(field.getKey())) {
        notes.accept("unknown field \"" + field.getKey() + "\" at " + fields.where());
      }
    }
  }

  private static Fields at(JsonNode node, String where) {
    return Fields.of(node, where);
  }

  private static ProblemException refused(String what, Fields where) {
    return ProblemException.input(
        what, where.where(), "correct it: the API server refuses this policy");
  }
}
