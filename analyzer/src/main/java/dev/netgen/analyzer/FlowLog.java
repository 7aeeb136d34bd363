package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.fold.Settlement;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.analyzer.settle.LateDirection;
import dev.netgen.analyzer.settle.PacketAt;
import dev.netgen.analyzer.settle.Settled;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.replay.ObservedFlow;
import dev.netgen.model.replay.ObservedTraffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * Keeps every settled conversation until the run's end, when late evidence tells which links they
 * belong to; at most so many.
 */
final class FlowLog implements ObjIntConsumer<Settled> {
  private static final String NO_LINK =
      "no link: refused, unanswered, reset, scanning or undecided";
  private static final String NO_PEERS = "not between peers, or without ports";
  private static final String BEYOND = "beyond the limit of flows replayed";

  private record End(IpAddress address, int port, boolean translated) {}

  private record Kept(
      PacketAt packet,
      int group,
      End client,
      End server,
      ImmutableSortedSet<ServiceAddress> called) {}

  private final int most;
  private final List<Kept> kept = new ArrayList<>();
  private final TreeMap<String, Long> leftOut = new TreeMap<>();

  /** A log of at most so many. */
  FlowLog(int most) {
    this.most = most;
  }

  @Override
  public void accept(Settled settled, int group) {
    if (group < 0 || settled.transport().isEmpty()) {
      count(NO_PEERS);
    } else if (kept.size() >= most) {
      count(BEYOND);
    } else {
      Flow flow = settled.conversation().first().flow();
      kept.add(
          new Kept(
              new PacketAt(flow.firstNanos(), flow.frame(), flow.file()),
              group,
              new End(settled.clientAddress(), settled.clientPort(), settled.client().translated()),
              new End(settled.serverAddress(), settled.serverPort(), settled.server().translated()),
              settled.called()));
    }
  }

  /** All of them after the run. */
  ObservedTraffic traffic(
      ImmutableList<Settlement> settlements, Function<PacketAt, PacketPointer> pointers) {
    kept.sort(Comparator.comparing(Kept::packet));
    ImmutableList.Builder<ObservedFlow> flows = ImmutableList.builder();
    for (Kept each : kept) {
      Settlement settlement = settlements.get(each.group());
      if (settlement.links().isEmpty()) {
        count(NO_LINK);
      } else {
        boolean swapped = settlement.late().map(LateDirection.Decision::swapped).orElse(false);
        flows.add(flow(each, settlement, swapped, pointers.apply(each.packet())));
      }
    }
    return new ObservedTraffic(flows.build(), ImmutableSortedMap.copyOfSorted(leftOut));
  }

  private static ObservedFlow flow(
      Kept kept, Settlement settlement, boolean swapped, PacketPointer packet) {
    End client = swapped ? kept.server() : kept.client();
    End server = swapped ? kept.client() : kept.server();
    ImmutableSortedSet<ServiceAddress> asked = swapped ? ImmutableSortedSet.of() : kept.called();
    if (server.translated()) {
      Port port = new Port(server.port(), settlement.links().get(0).port().transport());
      asked = ImmutableSortedSet.of(new ServiceAddress(server.address(), port));
    }
    return new ObservedFlow(
        Resolver.instant(kept.packet().nanos()),
        settlement.links(),
        client.address(),
        client.port(),
        asked,
        server.translated() ? Optional.empty() : Optional.of(server.address()),
        packet);
  }

  private void count(String reason) {
    leftOut.merge(reason, 1L, Long::sum);
  }
}
