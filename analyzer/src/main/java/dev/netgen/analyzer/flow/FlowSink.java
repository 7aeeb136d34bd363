package dev.netgen.analyzer.flow;

/** Takes finished flows, in the order in which they end (ties in the order of first packet). */
@FunctionalInterface
public interface FlowSink {
  /** Takes one flow. */
  void accept(Flow flow);
}
