package dev.netgen.analyzer.settle;

/** Takes settled conversations, each once, about in the order in which they end. */
@FunctionalInterface
public interface SettledSink {
  /** Takes one conversation. */
  void accept(Settled settled);
}
