package dev.netgen.generator.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;

/** A rule in a line, for tests: {@code namespace label=value !key=[values]: 80/TCP}. */
final class RuleLine {
  private RuleLine() {}

  static String of(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {
    List<String> who = peers.stream().map(RuleLine::peer).toList();
    List<String> where =
        ports.stream().map(port -> port.getPort().getValue() + "/" + port.getProtocol()).toList();
    return String.join(" ", who) + ": " + String.join(" ", where);
  }

  private static String peer(NetworkPolicyPeer peer) {
    if (peer.getIpBlock() != null) {
      return peer.getIpBlock().getCidr();
    }
    List<String> words = new ArrayList<>();
    if (peer.getNamespaceSelector() != null) {
      words.addAll(peer.getNamespaceSelector().getMatchLabels().values());
    }
    peer.getPodSelector().getMatchLabels().forEach((key, value) -> words.add(key + "=" + value));
    peer.getPodSelector()
        .getMatchExpressions()
        .forEach(each -> words.add("!" + each.getKey() + "=" + each.getValues()));
    return String.join(" ", words);
  }
}
