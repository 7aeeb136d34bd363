package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.flow.Flow.Initiator;

/** How a TCP flow went and who opened it, from what its two directions showed. */
final class TcpOutcome {
  private TcpOutcome() {}

  static FlowState state(FlowEntry e) {
    return switch (initiator(e)) {
      case A_BY_HANDSHAKE -> opened(e, e.a, e.b);
      case B_BY_HANDSHAKE -> opened(e, e.b, e.a);
      default -> alreadyOpen(e.a, e.b);
    };
  }

  static Initiator initiator(FlowEntry e) {
    if (e.a.syn || (e.b.synAck && !e.b.syn)) {
      return Initiator.A_BY_HANDSHAKE;
    }
    return e.b.syn || e.a.synAck ? Initiator.B_BY_HANDSHAKE : Initiator.UNKNOWN;
  }

  private static FlowState opened(FlowEntry e, Stream client, Stream server) {
    if (e.complete) {
      boolean used =
          client.data || server.data || client.acknowledgedData || server.acknowledgedData;
      return used ? FlowState.ESTABLISHED : FlowState.CONNECTED_ONLY;
    }
    if (server.synAck) {
      return halfOpen(client, server);
    }
    if (server.reset || e.refused) {
      return FlowState.REFUSED;
    }
    return client.reset ? FlowState.RESET : FlowState.UNANSWERED;
  }

  /** SYN-ACK seen and never confirmed. */
  private static FlowState halfOpen(Stream client, Stream server) {
    if (client.packets == 0) {
      return FlowState.ONE_WAY;
    }
    return client.reset || server.reset ? FlowState.RESET : FlowState.UNANSWERED;
  }

  /** No SYN of either side was seen. */
  private static FlowState alreadyOpen(Stream a, Stream b) {
    if (a.plain && b.plain) {
      return a.data || b.data || a.acknowledgedData || b.acknowledgedData
          ? FlowState.MID_STREAM
          : FlowState.CONNECTED_ONLY;
    }
    boolean proven = (a.plain && a.acknowledgedData) || (b.plain && b.acknowledgedData);
    return proven ? FlowState.MID_STREAM : FlowState.ONE_WAY;
  }
}
