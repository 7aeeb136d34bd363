package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The oracle of the tests: what a set of NetworkPolicies allows, question by question, from the
 * API's documentation (networking.k8s.io/v1, "NetworkPolicySpec"): a pod selected by any policy for
 * a direction is isolated in it, and then only what some rule of such a policy names passes;
 * policies add up; a connection needs both its ends' consent.
 */
public final class PlainEvaluator {
  /** Whether a direction allows a connection, and by which policy or for want of which. */
  public record Decision(boolean allowed, String reason) {}

  private final ImmutableList<NetworkPolicy> policies;

  /** An evaluator of these policies, which are the whole state. */
  public PlainEvaluator(Iterable<NetworkPolicy> policies) {
    this.policies = ImmutableList.copyOf(policies);
  }

  /** Whether a connection from one end to a port of the other passes both directions' rules. */
  public Decision connection(Endpoint from, Endpoint to, Port port) {
    Decision egress = direction(Direction.EGRESS, from, to, to, port);
    return egress.allowed() ? direction(Direction.INGRESS, to, from, to, port) : egress;
  }

  /** Whether the end is isolated in this direction. */
  public boolean isolated(Endpoint end, Direction direction) {
    return !selecting(end, direction).isEmpty();
  }

  /**
   * One direction's answer.
   *
   * @param own the end whose policies decide
   * @param peer the other end
   * @param server the end that owns the port
   */
  public Decision direction(
      Direction direction, Endpoint own, Endpoint peer, Endpoint server, Port port) {
    List<NetworkPolicy> deciding = selecting(own, direction);
    if (deciding.isEmpty()) {
      return new Decision(true, "not isolated for " + direction.word());
    }
    for (NetworkPolicy policy : deciding) {
      if (allows(policy, direction, peer, server, port)) {
        return new Decision(true, name(policy));
      }
    }
    return new Decision(
        false,
        "no "
            + direction.word()
            + " rule of "
            + String.join(", ", deciding.stream().map(PlainEvaluator::name).toList()));
  }

  private List<NetworkPolicy> selecting(Endpoint end, Direction direction) {
    List<NetworkPolicy> selecting = new ArrayList<>();
    if (end.pod().isPresent()) {
      Endpoint.Pod pod = end.pod().get();
      for (NetworkPolicy policy : policies) {
        LabelSelector selector = policy.getSpec().getPodSelector();
        boolean here = namespace(policy).equals(pod.namespace());
        boolean picks = selector == null || LabelSelectors.matches(selector, pod.labels());
        if (here && picks && isolates(policy.getSpec(), direction)) {
          selecting.add(policy);
        }
      }
    }
    return selecting;
  }

  /** Without policyTypes: ingress always, egress when an egress rule is there. */
  private static boolean isolates(NetworkPolicySpec spec, Direction direction) {
    List<String> types = spec.getPolicyTypes();
    if (types == null || types.isEmpty()) {
      return direction == Direction.INGRESS
          || (spec.getEgress() != null && !spec.getEgress().isEmpty());
    }
    return types.contains(direction == Direction.INGRESS ? "Ingress" : "Egress");
  }

  private static boolean allows(
      NetworkPolicy policy, Direction direction, Endpoint peer, Endpoint server, Port port) {
    return RuleView.of(policy.getSpec(), direction).stream()
        .anyMatch(
            rule ->
                anyPeer(rule.peers(), peer, namespace(policy))
                    && anyPort(rule.ports(), server, port));
  }

  /** No peers, or an empty list, is everybody. */
  private static boolean anyPeer(List<NetworkPolicyPeer> peers, Endpoint end, String namespace) {
    return peers.isEmpty() || peers.stream().anyMatch(p -> matches(p, end, namespace));
  }

  private static boolean matches(NetworkPolicyPeer rule, Endpoint end, String namespace) {
    IPBlock block = rule.getIpBlock();
    if (block != null) {
      return !end.ranges().isEmpty()
          && end.ranges().stream().allMatch(range -> inside(block, range));
    }
    if (end.pod().isEmpty()) {
      return false;
    }
    Endpoint.Pod pod = end.pod().get();
    LabelSelector namespaces = rule.getNamespaceSelector();
    LabelSelector pods = rule.getPodSelector();
    boolean inNamespace =
        namespaces == null
            ? pod.namespace().equals(namespace)
            : LabelSelectors.matches(namespaces, pod.namespaceLabels());
    return inNamespace && (pods == null || LabelSelectors.matches(pods, pod.labels()));
  }

  private static boolean inside(IPBlock block, Cidr range) {
    List<String> except = Objects.requireNonNullElse(block.getExcept(), List.of());
    return Cidr.parse(block.getCidr()).contains(range)
        && except.stream().map(Cidr::parse).noneMatch(e -> e.contains(range) || range.contains(e));
  }

  private static boolean anyPort(List<NetworkPolicyPort> ports, Endpoint server, Port port) {
    return ports.isEmpty() || ports.stream().anyMatch(p -> matches(p, server, port));
  }

  private static boolean matches(NetworkPolicyPort rule, Endpoint server, Port port) {
    Transport transport =
        rule.getProtocol() == null ? Transport.TCP : Transport.parse(rule.getProtocol());
    IntOrString wanted = rule.getPort();
    if (transport != port.transport() || wanted == null) {
      return transport == port.transport();
    }
    if (wanted.getStrVal() != null) {
      return server.pod().stream()
          .flatMap(pod -> pod.ports().stream())
          .anyMatch(e -> e.getKey().equals(wanted.getStrVal()) && e.getValue().equals(port));
    }
    Integer end = rule.getEndPort();
    int first = wanted.getIntVal();
    return port.number() >= first && port.number() <= (end == null ? first : end);
  }

  private static String namespace(NetworkPolicy policy) {
    return Objects.requireNonNullElse(policy.getMetadata().getNamespace(), "default");
  }

  private static String name(NetworkPolicy policy) {
    return namespace(policy) + "/" + policy.getMetadata().getName();
  }
}
