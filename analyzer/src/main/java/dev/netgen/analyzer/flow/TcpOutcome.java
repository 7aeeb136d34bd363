package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.flow.Flow.Initiator;

/** How a TCP flow went and who opened it, from what its two directions showed. */
final class TcpOutcome {
  private static final int USED = Stream.DATA | Stream.ACKNOWLEDGED_DATA;

  private TcpOutcome() {}

  static FlowState state(FlowEntry e) {
    return switch (initiator(e)) {
      case A_BY_HANDSHAKE -> opened(e, e.a, e.b);
      case B_BY_HANDSHAKE -> opened(e, e.b, e.a);
      default -> alreadyOpen(e.a, e.b);
    };
  }

  static Initiator initiator(FlowEntry e) {
    if (e.a.has(Stream.OPENED) || (e.b.has(Stream.ANSWERED) && !e.b.has(Stream.OPENED))) {
      return Initiator.A_BY_HANDSHAKE;
    }
    return e.b.has(Stream.OPENED) || e.a.has(Stream.ANSWERED)
        ? Initiator.B_BY_HANDSHAKE
        : Initiator.UNKNOWN;
  }

  private static FlowState opened(FlowEntry e, Stream client, Stream server) {
    if (e.complete) {
      boolean used = client.hasAny(USED) || server.hasAny(USED);
      return used ? FlowState.ESTABLISHED : FlowState.CONNECTED_ONLY;
    }
    if (server.has(Stream.ANSWERED)) {
      return halfOpen(client, server);
    }
    if (server.has(Stream.RESET) || Outcomes.refused(e)) {
      return FlowState.REFUSED;
    }
    return client.has(Stream.RESET) ? FlowState.RESET : FlowState.UNANSWERED;
  }

  /** SYN-ACK seen and never confirmed. */
  static FlowState halfOpen(Stream client, Stream server) {
    if (client.packets == 0) {
      return FlowState.ONE_WAY;
    }
    return client.has(Stream.RESET) || server.has(Stream.RESET)
        ? FlowState.RESET
        : FlowState.UNANSWERED;
  }

  /** No SYN of either side was seen. */
  private static FlowState alreadyOpen(Stream a, Stream b) {
    if (a.has(Stream.PLAIN) && b.has(Stream.PLAIN)) {
      return a.hasAny(USED) || b.hasAny(USED) ? FlowState.MID_STREAM : FlowState.CONNECTED_ONLY;
    }
    int proof = Stream.PLAIN | Stream.ACKNOWLEDGED_DATA;
    return a.has(proof) || b.has(proof) ? FlowState.MID_STREAM : FlowState.ONE_WAY;
  }
}
