package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Platform;
import dev.netgen.analyzer.settle.Exposure;
import java.util.HashMap;
import java.util.Map;

/**
 * Addresses without owner that packets show to be a node's: whoever asks a probed port and names
 * itself as the kubelet is the kubelet of the node that the pod runs on, since no other asks it.
 * Overlays give nodes such addresses inside the pod range. One that asks pods of several nodes so
 * is none.
 */
final class LearntNodes {
  private static final String SEVERAL = "";

  private final Platform platform;
  private final Exposure exposure;
  private final Map<String, String> bySource = new HashMap<>();

  LearntNodes(Platform platform, Exposure exposure) {
    this.platform = platform;
    this.exposure = exposure;
  }

  void learn(FoldKey key, FoldEntry entry) {
    Party client = key.client().party();
    String node = key.server().party().node();
    boolean kubelet =
        key.decided()
            && client.kind() == Party.Kind.UNRESOLVED
            && !node.isEmpty()
            && entry.saysKubelet()
            && exposure.probed(key.server(), key.transport());
    if (kubelet) {
      bySource.merge(client.source(), node, (one, other) -> one.equals(other) ? one : SEVERAL);
    }
  }

  /** The party, or the node that its address was learnt to be of. */
  Party known(Party party) {
    String node = bySource.getOrDefault(party.source(), SEVERAL);
    boolean learnt = party.kind() == Party.Kind.UNRESOLVED && !node.equals(SEVERAL);
    return learnt
        ? party.address().map(address -> platform.nodeAt(node, address)).orElse(party)
        : party;
  }

  /** How many addresses were learnt. */
  long count() {
    return bySource.values().stream().filter(node -> !node.equals(SEVERAL)).count();
  }
}
