package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.IcmpError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What few flows have beside their own packets. */
final class FlowExtra {
  /** The connection before this one on the same addresses and ports. */
  @Nullable FlowEntry earlier;

  /** The gravest ICMP error about a packet to which nothing had been answered. */
  IcmpError icmp = IcmpError.NONE;

  /** What announced it. */
  @Nullable Expectation expectation;

  /** Which end was announced. */
  FlowContext.Listener listener = FlowContext.Listener.NONE;

  /** It announces others: who is its server, and whether it is FTP. */
  boolean serverIsA;

  boolean ftp;

  /** What each end said last, where it announces others in a stream. */
  @Nullable UnfinishedLine aSaid;

  @Nullable UnfinishedLine bSaid;

  static FlowContext context(FlowEntry e) {
    FlowExtra extra = e.extra();
    boolean simultaneous = e.tcp() && e.a.has(Stream.OPENED) && e.b.has(Stream.OPENED);
    if (extra == null && !simultaneous) {
      return FlowContext.NONE;
    }
    FlowState state = Outcomes.state(e);
    boolean tells = state == FlowState.REFUSED || state == FlowState.UNANSWERED;
    IcmpError icmp = extra == null || !tells ? IcmpError.NONE : extra.icmp;
    Expectation known = extra == null ? null : extra.expectation;
    return extra == null || known == null
        ? FlowContext.none(icmp, simultaneous)
        : new FlowContext(
            known.kind().word(),
            Optional.of(known.parentServer()),
            known.parentPort(),
            known.parentProtocol(),
            Optional.of(known.parentClient()),
            extra.listener,
            icmp,
            simultaneous);
  }
}
