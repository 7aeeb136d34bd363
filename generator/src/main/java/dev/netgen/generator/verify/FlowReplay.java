package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.proof.Replay;
import dev.netgen.model.proof.Replay.DeniedFlow;
import dev.netgen.model.replay.ObservedFlow;
import dev.netgen.model.replay.ObservedTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts recorded flows before policies one by one: the client's side by what it called or by what
 * that was translated to, as the enforcer sees it; the server's side by where it ended. Addresses
 * are those of the flow itself, not all that a peer ever had.
 */
final class FlowReplay {
  private static final String FOREIGN = "no Kubernetes workload at either end";
  private static final String UNDECIDED = "an end belongs to nobody known";

  private final GenerationRequest request;
  private final KubernetesWorld world;
  private final PolicyEvaluator evaluator;
  private final TreeMap<String, Long> leftOut = new TreeMap<>();
  private final List<DeniedFlow> denied = new ArrayList<>();
  private long judged;
  private long deniedCount;

  FlowReplay(GenerationRequest request, KubernetesWorld world, PolicySet policies) {
    this.request = request;
    this.world = world;
    this.evaluator = new PolicyEvaluator(policies);
  }

  /** All flows, in the order they are given. */
  Replay replay(ObservedTraffic traffic) {
    leftOut.putAll(traffic.leftOut());
    traffic.flows().forEach(this::flow);
    return new Replay(
        judged,
        judged - deniedCount,
        ImmutableList.copyOf(denied),
        deniedCount,
        ImmutableSortedMap.copyOfSorted(leftOut));
  }

  private void flow(ObservedFlow flow) {
    Optional<String> unjudged = flow.links().stream().flatMap(l -> leftOut(l).stream()).findFirst();
    if (unjudged.isPresent()) {
      leftOut.merge(unjudged.get(), 1L, Long::sum);
      return;
    }
    judged++;
    for (LinkKey link : flow.links()) {
      Optional<String> reason = denial(flow, link);
      if (reason.isPresent()) {
        deniedCount++;
        if (denied.size() < Replay.MOST_DENIED) {
          denied.add(told(flow, link, reason.get()));
        }
        return;
      }
    }
  }

  private Optional<String> leftOut(LinkKey link) {
    if (link.from().kind() != PeerKind.KUBERNETES && link.to().kind() != PeerKind.KUBERNETES) {
      return Optional.of(FOREIGN);
    }
    return request.decided(link) ? Optional.empty() : Optional.of(UNDECIDED);
  }

  /** Why it does not pass; empty where it does. */
  private Optional<String> denial(ObservedFlow flow, LinkKey link) {
    Link edge = request.graph().links().get(link);
    boolean probe = edge != null && edge.notes().contains(LinkNote.KUBELET_PROBE);
    if (probe && link.from().kind() == PeerKind.NODE) {
      return Optional.empty();
    }
    Endpoint client = end(link.from(), Optional.of(flow.client()));
    Endpoint server = end(link.to(), flow.reached());
    Optional<String> out = egress(flow, link, client, server);
    if (out.isPresent()) {
      return out;
    }
    PolicyEvaluator.Decision in =
        evaluator.direction(Direction.INGRESS, server, client, server, link.port());
    return in.allowed() ? Optional.empty() : Optional.of(in.reason());
  }

  private Optional<String> egress(
      ObservedFlow flow, LinkKey link, Endpoint client, Endpoint server) {
    if (request.enforcer().seesServices()) {
      for (ServiceAddress asked : flow.asked()) {
        Endpoint service = Endpoint.outside(ImmutableSet.of(Cidr.of(asked.address())));
        PolicyEvaluator.Decision out =
            evaluator.direction(Direction.EGRESS, client, service, service, asked.port());
        if (!out.allowed()) {
          return Optional.of(out.reason() + " in front of the translation");
        }
      }
      if (!flow.asked().isEmpty()) {
        return Optional.empty();
      }
    }
    PolicyEvaluator.Decision out =
        evaluator.direction(Direction.EGRESS, client, server, server, link.port());
    return out.allowed() ? Optional.empty() : Optional.of(out.reason());
  }

  /** The peer as this flow shows it: with the address it had then, where rules see that. */
  private Endpoint end(PeerId peer, Optional<IpAddress> address) {
    Endpoint known = world.endpoint(peer);
    if (address.isEmpty() || (known.pod().isEmpty() && known.ranges().isEmpty())) {
      return known;
    }
    boolean compared = known.pod().isEmpty() || request.enforcer().podsByRange();
    return compared ? new Endpoint(known.pod(), ImmutableSet.of(Cidr.of(address.get()))) : known;
  }

  private static DeniedFlow told(ObservedFlow flow, LinkKey link, String reason) {
    String address = flow.reached().map(IpAddress::toString).orElse("");
    String asked =
        flow.asked().isEmpty()
            ? (address + " " + link.port()).strip()
            : flow.asked().first().toString();
    return new DeniedFlow(
        flow.first(),
        link.from() + " " + flow.client(),
        asked,
        String.join(" ", link.to().toString(), address, link.port().toString()).replace("  ", " "),
        reason,
        flow.packet());
  }
}
