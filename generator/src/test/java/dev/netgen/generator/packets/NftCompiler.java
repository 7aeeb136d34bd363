package dev.netgen.generator.packets;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * NetworkPolicies to nftables rules for the namespace that forwards between pods: the tests'
 * enforcer. It reads the policies after the API's documentation, by itself ({@link PolicyTree},
 * {@link SelectorTree}, {@link PolicyRules}), and is no CNI: it knows the pods beforehand, on one
 * node, and nothing of Services.
 *
 * <p>Each isolated pod has a chain for each direction it is isolated in. A match returns, so that
 * the other end's chain is asked; who comes to a chain's end is refused at once, so that a refusal
 * is told apart from a loss. Answers belong to what was allowed. Neighbour discovery ends at each
 * cable and is never forwarded; what the node itself sends is not forwarded either, as a kubelet's
 * probes are not judged.
 */
final class NftCompiler {
  private final ImmutableList<Host> pods;
  private final List<PolicyTree> policies = new ArrayList<>();
  private final StringBuilder chains = new StringBuilder();

  private NftCompiler(ImmutableList<Host> pods, Iterable<String> texts) {
    this.pods = pods;
    texts.forEach(text -> policies.addAll(PolicyTree.read(text)));
  }

  /** A whole ruleset, which replaces what there is. */
  static String compile(ImmutableList<Host> pods, Iterable<String> texts) {
    return new NftCompiler(pods, texts).ruleset();
  }

  private String ruleset() {
    String jumps = jumps("Egress", "saddr") + jumps("Ingress", "daddr");
    return """
    flush ruleset
    table inet pods {
      chain refused {
        meta l4proto tcp reject with tcp reset
        reject with icmpx type admin-prohibited
      }
    %s  chain forward {
        type filter hook forward priority filter; policy accept;
        ct direction reply accept
        ct state related accept
    %s  }
    }
    """
        .formatted(chains, jumps);
  }

  /** Writes the chains of a direction, and gives the rules that lead to them by address. */
  private String jumps(String direction, String field) {
    StringBuilder jumps = new StringBuilder();
    for (int i = 0; i < pods.size(); i++) {
      Host pod = pods.get(i);
      List<PolicyTree> deciding =
          policies.stream().filter(policy -> policy.isolates(pod, direction)).toList();
      if (!deciding.isEmpty()) {
        String chain = direction.equals("Ingress") ? "ingress" + i : "egress" + i;
        chains.append("  chain ").append(chain).append(" {\n");
        deciding.forEach(policy -> rules(policy, pod, direction));
        chains.append("    goto refused\n  }\n");
        for (String address : pod.addresses()) {
          jumps
              .append(Host.isV6(address) ? "    ip6 " : "    ip ")
              .append(field + " " + address + " jump " + chain + "\n");
        }
      }
    }
    return jumps.toString();
  }

  private void rules(PolicyTree policy, Host pod, String direction) {
    PolicyRules reading =
        new PolicyRules(pods, pod, policy.namespace(), direction.equals("Ingress"));
    for (Map<?, ?> rule : policy.rules(direction)) {
      for (String match : reading.matches(rule)) {
        chains.append("    ").append(match).append(" return\n");
      }
    }
  }
}
