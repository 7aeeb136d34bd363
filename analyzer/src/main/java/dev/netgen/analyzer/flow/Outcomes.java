package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.flow.Flow.Initiator;

/** How a flow went and who opened it, by its transport. */
final class Outcomes {
  private Outcomes() {}

  static FlowState state(FlowEntry e) {
    return switch (e.protocolNumber()) {
      case FlowEntry.TCP, FlowEntry.SCTP -> TcpOutcome.state(e);
      default -> UdpOutcome.state(e);
    };
  }

  static Initiator initiator(FlowEntry e, long observerBegan) {
    return switch (e.protocolNumber()) {
      case FlowEntry.TCP, FlowEntry.SCTP -> TcpOutcome.initiator(e);
      default -> UdpOutcome.initiator(e, observerBegan);
    };
  }

  /** Whether an ICMP error refused an attempt to which nothing was answered. */
  static boolean refused(FlowEntry e) {
    FlowExtra extra = e.extra();
    return extra != null
        && switch (extra.icmp) {
          case REFUSED, PROHIBITED -> true;
          default -> false;
        };
  }
}
