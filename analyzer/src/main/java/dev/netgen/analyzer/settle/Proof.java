package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import java.util.function.LongConsumer;

/** One way to prove that two flows are views of one conversation. */
interface Proof {
  /** What it rests on, in words. */
  String text();

  /** The same of these views, for which it holds. */
  default String text(View one, View other) {
    return text();
  }

  /** Gives numbers that views of one conversation have in common; none where it cannot apply. */
  void keys(Flow flow, LongConsumer keys);

  /**
   * Whether these views, of one protocol and their sides named alike, are one conversation; the
   * same whichever is called first.
   */
  boolean holds(View one, View other);
}
