package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.flow.Flow.Initiator;
import dev.netgen.model.net.IpAddress;

/** How a UDP flow went and who began it. */
final class UdpOutcome {
  /** From so many datagrams on without an answer it is a stream, not a question repeated. */
  static final int STREAM = 8;

  private UdpOutcome() {}

  static FlowState state(FlowEntry e) {
    if (e.a.packets > 0 && e.b.packets > 0) {
      return FlowState.ESTABLISHED;
    }
    if (Outcomes.refused(e)) {
      return FlowState.REFUSED;
    }
    IpAddress to = new IpAddress(e.bHigh, e.bLow, e.v6);
    boolean toMany = to.isMulticast() || to.isBroadcast();
    return toMany || e.a.packets >= STREAM ? FlowState.ONE_WAY : FlowState.UNANSWERED;
  }

  static Initiator initiator(FlowEntry e, long observerBegan) {
    if (e.firstNanos - observerBegan <= FlowTimes.SETTLE) {
      return Initiator.UNKNOWN;
    }
    return e.earliestIsB ? Initiator.B_BY_FIRST_PACKET : Initiator.A_BY_FIRST_PACKET;
  }
}
