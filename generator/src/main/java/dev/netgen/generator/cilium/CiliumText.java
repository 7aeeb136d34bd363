package dev.netgen.generator.cilium;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Lists;
import dev.netgen.generator.kubernetes.PolicyHead;
import dev.netgen.generator.kubernetes.Rule;
import dev.netgen.generator.kubernetes.RulePeer;
import dev.netgen.generator.kubernetes.RulePort;
import dev.netgen.generator.kubernetes.WorkloadPolicy;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import java.util.List;
import java.util.Locale;

/** Writes a policy as a CiliumNetworkPolicy ({@code cilium.io/v2}). */
final class CiliumText {
  private static final ImmutableList<Direction> ORDER =
      ImmutableList.of(Direction.INGRESS, Direction.EGRESS);

  /** Labels of pods, whatever other sources of labels there are. */
  private static final String SOURCE = "k8s:";

  private static final String NAMESPACE = "io.kubernetes.pod.namespace";

  /** The kind's schema takes no more in one list. */
  private static final int MOST_PORTS = 40;

  private final YamlWriter yaml = new YamlWriter();
  private final WorkloadPolicy policy;
  private final boolean names;

  private CiliumText(WorkloadPolicy policy) {
    this.policy = policy;
    this.names =
        policy.rules().values().stream()
            .flatMap(List::stream)
            .anyMatch(rule -> rule.peer() instanceof RulePeer.DnsName);
  }

  static String of(WorkloadPolicy policy) {
    CiliumText text = new CiliumText(policy);
    PolicyHead.write(text.yaml, policy, "cilium.io/v2", "CiliumNetworkPolicy");
    text.spec();
    return text.yaml.text();
  }

  private void spec() {
    yaml.line(0, "spec:");
    if (policy.selector().isEmpty()) {
      yaml.line(1, "endpointSelector: {}");
    } else {
      yaml.line(1, "endpointSelector:");
      selector(2, policy.selector(), policy.without());
    }
    for (Direction direction : ORDER) {
      ImmutableList<Rule> rules = policy.rules().get(direction);
      if (rules != null) {
        rules(direction, rules);
      }
    }
  }

  /** An empty list would leave the direction open; a rule that names nothing isolates in it. */
  private void rules(Direction direction, ImmutableList<Rule> rules) {
    yaml.line(1, direction.word() + ":");
    if (rules.isEmpty()) {
      yaml.line(2, "- {}");
    }
    for (Rule rule : rules) {
      rule.comments().forEach(comment -> yaml.comment(2, comment));
      if (rule.ports().stream().anyMatch(port -> isProxied(rule, port, direction))) {
        yaml.comment(
            2,
            "toFQDNs learns addresses here; every name may be asked: a refused one, such as one"
                + " with a search domain, ends musl's search");
      }
      peer(direction == Direction.INGRESS ? "from" : "to", rule.peer());
      yaml.line(3, "toPorts:");
      ports(rule, direction, false);
      ports(rule, direction, true);
    }
  }

  private void peer(String side, RulePeer peer) {
    if (peer instanceof RulePeer.Pods pods) {
      yaml.line(2, "- " + side + "Endpoints:");
      pods(pods);
    } else if (peer instanceof RulePeer.Ranges ranges) {
      yaml.line(2, "- " + side + "CIDR:");
      for (Cidr range : ranges.ranges()) {
        yaml.line(4, "- " + YamlWriter.quoted(range.toString()));
      }
    } else if (peer instanceof RulePeer.Entities entities) {
      yaml.line(2, "- " + side + "Entities:");
      entities.words().forEach(word -> yaml.line(4, "- " + word));
    } else if (peer instanceof RulePeer.DnsName name) {
      yaml.line(2, "- " + side + "FQDNs:")
          .line(4, "- matchName: " + YamlWriter.quoted(name.name()));
    }
  }

  private void pods(RulePeer.Pods pods) {
    ImmutableSortedMap.Builder<String, String> labels = ImmutableSortedMap.naturalOrder();
    labels.putAll(pods.selection().labels());
    pods.namespace().ifPresent(namespace -> labels.put(NAMESPACE, namespace));
    yaml.line(4, "- matchLabels:");
    labels(6, labels.buildOrThrow());
    expressions(5, pods.selection().without());
  }

  private void selector(
      int depth,
      ImmutableSortedMap<String, String> labels,
      ImmutableSortedMap<String, ImmutableSortedSet<String>> without) {
    yaml.line(depth, "matchLabels:");
    labels(depth + 1, labels);
    expressions(depth, without);
  }

  private void labels(int depth, ImmutableSortedMap<String, String> labels) {
    labels.forEach(
        (key, value) ->
            yaml.line(depth, YamlWriter.quoted(SOURCE + key) + ": " + YamlWriter.quoted(value)));
  }

  private void expressions(
      int depth, ImmutableSortedMap<String, ImmutableSortedSet<String>> without) {
    if (!without.isEmpty()) {
      yaml.line(depth, "matchExpressions:");
      without.forEach((key, values) -> notIn(depth + 1, key, values));
    }
  }

  private void notIn(int depth, String key, ImmutableSortedSet<String> values) {
    yaml.line(depth, "- key: " + YamlWriter.quoted(SOURCE + key))
        .line(depth + 1, "operator: NotIn")
        .line(depth + 1, "values:");
    values.forEach(value -> yaml.line(depth + 2, "- " + YamlWriter.quoted(value)));
  }

  /** The rule's ports: those that go through the DNS proxy, or the others. */
  private void ports(Rule rule, Direction direction, boolean proxied) {
    List<RulePort> ports =
        rule.ports().stream().filter(port -> proxied == isProxied(rule, port, direction)).toList();
    for (List<RulePort> some : Lists.partition(ports, MOST_PORTS)) {
      yaml.line(4, "- ports:");
      some.forEach(port -> port(port, direction));
      if (proxied) {
        yaml.line(5, "rules:").line(6, "dns:").line(7, "- matchPattern: \"*\"");
      }
    }
  }

  /** Names are learned from the questions of clients, not from those a resolver is asked. */
  private boolean isProxied(Rule rule, RulePort port, Direction direction) {
    return names && direction == Direction.EGRESS && Questions.isDns(rule, port);
  }

  /** For outgoing traffic a name that means several numbers in the cluster has no effect. */
  private void port(RulePort each, Direction direction) {
    String number = Integer.toString(each.port().number());
    String port = direction == Direction.INGRESS ? each.name().orElse(number) : number;
    yaml.line(6, "- port: " + YamlWriter.quoted(port))
        .line(7, "protocol: " + each.port().transport().keyword().toUpperCase(Locale.ROOT));
  }
}
