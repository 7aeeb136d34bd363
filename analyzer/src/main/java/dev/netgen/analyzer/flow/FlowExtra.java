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

  static FlowContext context(FlowEntry e) {
    FlowExtra extra = e.extra();
    boolean simultaneous = e.tcp() && e.a.has(Stream.OPENED) && e.b.has(Stream.OPENED);
    if (extra == null && !simultaneous) {
      return FlowContext.NONE;
    }
    IcmpError icmp = extra == null ? IcmpError.NONE : extra.icmp;
    return new FlowContext("", Optional.empty(), 0, icmp, simultaneous);
  }
}
