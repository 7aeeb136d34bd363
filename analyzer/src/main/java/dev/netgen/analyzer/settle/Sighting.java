package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.net.Transport;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A conversation with both ends resolved, without its payload. While the direction is undecided
 * ({@link Basis#UNDECIDED}), which end is called client follows {@link EndpointOrder} and nothing
 * else.
 *
 * @param transport TCP, UDP or SCTP
 * @param client who opened it
 * @param server who was called
 * @param basis how that is known
 * @param state how it went
 * @param verdict what it speaks
 * @param fromStart whether its payload is known from the first byte (of UDP: always)
 * @param closed whether a FIN or RST ended it
 * @param traffic per observer, by its index
 * @param firstNanos time of the first packet
 * @param lastNanos time of the last packet
 * @param packet its first packet
 */
public record Sighting(
    Transport transport,
    Endpoint client,
    Endpoint server,
    Basis basis,
    FlowState state,
    Verdict verdict,
    boolean fromStart,
    boolean closed,
    ImmutableSortedMap<Integer, Traffic> traffic,
    long firstNanos,
    long lastNanos,
    PacketAt packet) {

  /** What a settled conversation adds to the graph; empty where it is none of two peers. */
  public static Optional<Sighting> of(Settled settled) {
    return settled.betweenPeers()
        ? settled.transport().map(transport -> of(settled, transport))
        : Optional.empty();
  }

  private static Sighting of(Settled settled, Transport transport) {
    Conversation conversation = settled.conversation();
    View best = conversation.best();
    return new Sighting(
        transport,
        settled.client(),
        settled.server(),
        settled.basis(),
        settled.state(),
        best.verdict(),
        fromStart(best.flow(), transport),
        conversation.closed(),
        traffic(settled),
        conversation.firstNanos(),
        conversation.lastNanos(),
        conversation.first().packet());
  }

  /** The greatest of each observer's views. */
  private static ImmutableSortedMap<Integer, Traffic> traffic(Settled settled) {
    TreeMap<Integer, Traffic> traffic = new TreeMap<>();
    for (View view : settled.conversation().views()) {
      traffic.merge(
          view.flow().observer(),
          view.traffic(settled.clientSide()),
          BinaryOperator.maxBy(Traffic.BY_VOLUME));
    }
    return ImmutableSortedMap.copyOf(traffic);
  }

  private static boolean fromStart(Flow flow, Transport transport) {
    if (transport == Transport.UDP) {
      return true;
    }
    return flow.state() != FlowState.MID_STREAM && whole(flow.aToB()) && whole(flow.bToA());
  }

  private static boolean whole(Half half) {
    return half.bytes() == 0 || half.prefixFromStart();
  }
}
