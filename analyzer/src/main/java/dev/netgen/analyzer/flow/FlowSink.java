package dev.netgen.analyzer.flow;

import org.jspecify.annotations.Nullable;

/** Takes finished flows, in the order in which they end (ties in the order of first packet). */
@FunctionalInterface
public interface FlowSink {
  /** Takes one flow. */
  void accept(Flow flow);

  /** Where it gives flows back whose bytes it has looked at, or null where it never does. */
  default @Nullable SpentPrefixes spent() {
    return null;
  }
}
