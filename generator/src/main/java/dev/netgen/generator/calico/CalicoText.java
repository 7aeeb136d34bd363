package dev.netgen.generator.calico;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Lists;
import dev.netgen.generator.kubernetes.PolicyHead;
import dev.netgen.generator.kubernetes.Rule;
import dev.netgen.generator.kubernetes.RulePeer;
import dev.netgen.generator.kubernetes.RulePort;
import dev.netgen.generator.kubernetes.WorkloadPolicy;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.format.LinkDigest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a policy as Calico's NetworkPolicy or StagedNetworkPolicy. One of its rules has one
 * transport and one family of addresses, and short lists, so that a rule may become several.
 */
final class CalicoText {
  private static final ImmutableList<Direction> ORDER =
      ImmutableList.of(Direction.INGRESS, Direction.EGRESS);
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  /** As the policies that Calico makes of Kubernetes' own: all of them together are one list. */
  private static final int PRECEDENCE = 1000;

  private static final int MOST_RULES = 1024;
  private static final int MOST_PORTS = 50;
  private static final int MOST_NETS = 256;
  private static final int BITS_V4 = 32;

  private final YamlWriter yaml = new YamlWriter();
  private final WorkloadPolicy policy;
  private final String where;

  private CalicoText(WorkloadPolicy policy) {
    this.policy = policy;
    this.where = policy.namespace() + "/" + policy.name();
  }

  /** Part of a rule: ports of one transport, and a peer as lines. */
  private record Piece(Rule rule, ImmutableList<Cidr> nets, ImmutableList<RulePort> ports) {}

  static String of(WorkloadPolicy policy, String apiVersion, String kind) {
    CalicoText text = new CalicoText(policy);
    PolicyHead.write(text.yaml, policy, apiVersion, kind);
    text.spec();
    return text.yaml.text();
  }

  private void spec() {
    yaml.line(0, "spec:")
        .line(1, "order: " + PRECEDENCE)
        .line(
            1,
            "selector: "
                + YamlWriter.quoted(CalicoSelector.of(policy.selector(), policy.without(), where)))
        .line(1, "types:");
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
    List<Piece> pieces = new ArrayList<>();
    rules.forEach(rule -> pieces.addAll(pieces(rule)));
    if (pieces.size() > MOST_RULES) {
      throw ProblemException.input(
          pieces.size() + " rules for " + direction.word() + "; Calico takes " + MOST_RULES,
          where,
          "use -t kubernetes");
    }
    yaml.line(1, direction.word() + ":" + (pieces.isEmpty() ? " []" : ""));
    pieces.forEach(piece -> piece(direction, piece));
  }

  private static List<Piece> pieces(Rule rule) {
    List<Piece> pieces = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      List<RulePort> ports =
          rule.ports().stream().filter(each -> each.port().transport() == transport).toList();
      for (List<RulePort> some : Lists.partition(ports, MOST_PORTS)) {
        for (ImmutableList<Cidr> nets : nets(rule.peer())) {
          pieces.add(new Piece(rule, nets, ImmutableList.copyOf(some)));
        }
      }
    }
    return pieces;
  }

  /** The peer's ranges family by family; one empty list where it has labels. */
  private static List<ImmutableList<Cidr>> nets(RulePeer peer) {
    if (!(peer instanceof RulePeer.Ranges ranges)) {
      return List.of(ImmutableList.of());
    }
    List<ImmutableList<Cidr>> nets = new ArrayList<>();
    for (boolean four : new boolean[] {true, false}) {
      List<Cidr> family =
          ranges.ranges().stream()
              .filter(range -> four == (range.base().bits() == BITS_V4))
              .toList();
      Lists.partition(family, MOST_NETS).forEach(some -> nets.add(ImmutableList.copyOf(some)));
    }
    return nets;
  }

  private void piece(Direction direction, Piece piece) {
    comments(piece).forEach(comment -> yaml.comment(2, comment));
    yaml.line(2, "- action: Allow").line(3, "protocol: " + transport(piece));
    boolean ingress = direction == Direction.INGRESS;
    yaml.line(3, ingress ? "source:" : "destination:");
    peer(piece);
    if (ingress) {
      yaml.line(3, "destination:");
    }
    yaml.line(4, "ports:");
    for (RulePort port : piece.ports()) {
      String number = Integer.toString(port.port().number());
      yaml.line(5, "- " + port.name().map(YamlWriter::quoted).orElse(number));
    }
  }

  /** The rule's comments without links of other transports, where it has any of this one. */
  private static List<String> comments(Piece piece) {
    Transport transport = piece.ports().get(0).port().transport();
    List<Link> others =
        piece.rule().links().stream().filter(link -> link.port().transport() != transport).toList();
    return others.size() == piece.rule().links().size()
        ? piece.rule().comments()
        : piece.rule().comments().stream()
            .filter(comment -> others.stream().noneMatch(link -> isAbout(comment, link)))
            .toList();
  }

  private static boolean isAbout(String comment, Link link) {
    return comment.startsWith("evidence " + LinkDigest.of(link) + ":");
  }

  private static String transport(Piece piece) {
    return piece.ports().get(0).port().transport().keyword().toUpperCase(Locale.ROOT);
  }

  private void peer(Piece piece) {
    if (piece.rule().peer() instanceof RulePeer.Pods pods) {
      pods.namespace()
          .ifPresent(
              namespace ->
                  line(
                      "namespaceSelector",
                      CalicoSelector.of(
                          ImmutableSortedMap.of(NAMESPACE_NAME, namespace),
                          ImmutableSortedMap.of(),
                          where)));
      line(
          "selector",
          CalicoSelector.of(pods.selection().labels(), pods.selection().without(), where));
    } else {
      yaml.line(4, "nets:");
      piece.nets().forEach(net -> yaml.line(5, "- " + YamlWriter.quoted(net.toString())));
    }
  }

  private void line(String field, String selector) {
    yaml.line(4, field + ": " + YamlWriter.quoted(selector));
  }
}
