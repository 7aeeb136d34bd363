package dev.netgen.report;

import dev.netgen.model.flow.SettledFlow;

/** A way to write flows, one after another, so that any number of them fits in memory. */
public interface FlowFormat {
  /** What stands before the first flow. */
  void begin(TextBytes out);

  /** One flow. */
  void row(SettledFlow flow, TextBytes out);

  /** What stands after the last flow. */
  void end(TextBytes out);
}
