package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import java.util.Locale;

/**
 * Writes a policy as YAML ({@code networking.k8s.io/v1}, Kubernetes API reference), or as a kind of
 * the same fields.
 */
final class PolicyText {
  /** The API sets this label on every namespace (Kubernetes 1.22 and later). */
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private static final ImmutableList<Direction> ORDER =
      ImmutableList.of(Direction.INGRESS, Direction.EGRESS);

  private final YamlWriter yaml = new YamlWriter();

  private PolicyText() {}

  static String of(WorkloadPolicy policy, String apiVersion, String kind) {
    PolicyText text = new PolicyText();
    PolicyHead.write(text.yaml, policy, apiVersion, kind);
    text.spec(policy);
    return text.yaml.text();
  }

  private void spec(WorkloadPolicy policy) {
    yaml.line(0, "spec:");
    if (policy.selector().isEmpty()) {
      yaml.line(1, "podSelector: {}");
    } else {
      yaml.line(1, "podSelector:");
      selector(2, policy.selector(), policy.without());
    }
    yaml.line(1, "policyTypes:");
    for (Direction direction : ORDER) {
      if (policy.directions().contains(direction)) {
        yaml.line(2, "- " + (direction == Direction.INGRESS ? "Ingress" : "Egress"));
      }
    }
    for (Direction direction : ORDER) {
      ImmutableList<Rule> rules = policy.rules().get(direction);
      if (rules != null) {
        rules(direction, rules);
      }
    }
  }

  private void rules(Direction direction, ImmutableList<Rule> rules) {
    yaml.line(1, direction.word() + ":" + (rules.isEmpty() ? " []" : ""));
    for (Rule rule : rules) {
      rule.comments().forEach(comment -> yaml.comment(2, comment));
      yaml.line(2, "- " + (direction == Direction.INGRESS ? "from:" : "to:"));
      if (rule.peer() instanceof RulePeer.Pods pods) {
        pods(pods);
      } else if (rule.peer() instanceof RulePeer.Ranges ranges) {
        for (Cidr range : ranges.ranges()) {
          yaml.line(4, "- ipBlock:").line(6, "cidr: " + YamlWriter.quoted(range.toString()));
        }
      }
      yaml.line(3, "ports:");
      rule.ports().forEach(this::port);
    }
  }

  private void port(RulePort each) {
    Port port = each.port();
    String protocol = port.transport().keyword().toUpperCase(Locale.ROOT);
    String value = each.name().map(YamlWriter::quoted).orElse(Integer.toString(port.number()));
    yaml.line(4, "- protocol: " + protocol).line(5, "port: " + value);
  }

  private void pods(RulePeer.Pods pods) {
    String first = "- ";
    if (pods.namespace().isPresent()) {
      yaml.line(4, "- namespaceSelector:");
      matchLabels(6, ImmutableSortedMap.of(NAMESPACE_NAME, pods.namespace().get()));
      first = "  ";
    }
    yaml.line(4, first + "podSelector:");
    selector(6, pods.selection().labels(), pods.selection().without());
  }

  private void selector(
      int depth,
      ImmutableSortedMap<String, String> labels,
      ImmutableSortedMap<String, ImmutableSortedSet<String>> without) {
    matchLabels(depth, labels);
    if (!without.isEmpty()) {
      yaml.line(depth, "matchExpressions:");
      without.forEach((key, values) -> notIn(depth + 1, key, values));
    }
  }

  private void notIn(int depth, String key, ImmutableSortedSet<String> values) {
    yaml.line(depth, "- key: " + YamlWriter.quoted(key))
        .line(depth + 1, "operator: NotIn")
        .line(depth + 1, "values:");
    values.forEach(value -> yaml.line(depth + 2, "- " + YamlWriter.quoted(value)));
  }

  private void matchLabels(int depth, ImmutableSortedMap<String, String> labels) {
    yaml.line(depth, "matchLabels:");
    labels.forEach(
        (key, value) ->
            yaml.line(depth + 1, YamlWriter.quoted(key) + ": " + YamlWriter.quoted(value)));
  }
}
