package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.model.enforcer.Naming;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Peers that are no pods, as Cilium sees them: identities with reserved labels (Cilium, "Identity",
 * "Special Identities"), which entities select; ranges are for the world alone.
 *
 * <p>Implementation note: a node may be the pod's own or another, so that only {@code host} and
 * {@code remote-node} together name it. The label for that holds a character that no pod's label
 * can.
 */
final class CiliumIdentities {
  static final String NODES = "reserved:host+remote-node";
  static final String API_SERVER = "reserved:kube-apiserver";
  static final String WORLD = "reserved:world";

  private static final String NAME = "fqdn:";
  private static final PeerId API = PeerId.parse("k8s:default/Service/kubernetes");
  private static final ImmutableSet<Cidr> ALL =
      ImmutableSet.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

  private final GenerationRequest request;

  CiliumIdentities(GenerationRequest request) {
    this.request = request;
  }

  /** The label of all addresses of a name. */
  static String name(String dnsName) {
    String lower = dnsName.toLowerCase(Locale.ROOT);
    return NAME + (lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
  }

  /** The term of a rule that selects this label, wherever. */
  static PodTerm term(String label) {
    return new PodTerm(
        Optional.of(LabelQuery.ANY),
        new LabelQuery(ImmutableMap.of(label, ""), ImmutableList.of()),
        "");
  }

  /** The label that a term of this kind selects; empty for terms about pods. */
  static Optional<String> labelOf(PodTerm term) {
    return term.pods().labels().keySet().stream()
        .filter(key -> key.startsWith("reserved:") || key.startsWith(NAME))
        .findFirst();
  }

  /** What a peer that is no pod looks like. */
  Optional<Endpoint> of(Peer peer) {
    PeerId id = peer.id();
    if (id.equals(API) && request.enforcer().apiServer() == Naming.OWN_KIND) {
      return Optional.of(endpoint(ImmutableSet.of(), API_SERVER));
    }
    if (id.kind() == PeerKind.NODE || peer.hostNetwork()) {
      return Optional.of(endpoint(ImmutableSet.of(), NODES));
    }
    return switch (id.kind()) {
      case OUTSIDE -> Optional.of(outside(id));
      case UNRESOLVED ->
          Optional.of(endpoint(ImmutableSet.of(Cidr.of(IpAddress.parse(id.rest()))), WORLD));
      default -> Optional.empty();
    };
  }

  private Endpoint outside(PeerId id) {
    if (id.equals(PeerId.INTERNET)) {
      return endpoint(ALL, WORLD);
    }
    Optional<Cidr> range = id.range();
    if (range.isPresent()) {
      return endpoint(ImmutableSet.of(range.get()), WORLD);
    }
    ImmutableSet<Cidr> known =
        request.evidence().addresses().getOrDefault(id, ImmutableSortedSet.of()).stream()
            .map(Cidr::of)
            .collect(ImmutableSet.toImmutableSet());
    return endpoint(known, WORLD, name(id.rest()));
  }

  private static Endpoint endpoint(ImmutableSet<Cidr> ranges, String... labels) {
    ImmutableMap.Builder<String, String> all = ImmutableMap.builder();
    for (String label : labels) {
      all.put(label, "");
    }
    return new Endpoint(
        Optional.of(new Endpoint.Pod("", ImmutableMap.of(), all.buildOrThrow(), ImmutableSet.of())),
        ranges);
  }
}
