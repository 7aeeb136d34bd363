package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Why two flows are one conversation.
 *
 * @param text in words
 * @param turned whether the second's sides are named the other way than the first's
 */
record Proof(String text, boolean turned) {
  static final String INITIAL_SEQUENCES = "initial sequence numbers";

  private static final long[] NONE = new long[0];

  /** What flows of one conversation have in common; none where nothing could prove it. */
  static long[] keys(Flow flow) {
    long one = flow.aToB().initialSequence();
    long other = flow.bToA().initialSequence();
    return one >= 0 && other >= 0
        ? new long[] {(Math.min(one, other) << 32) | Math.max(one, other)}
        : NONE;
  }

  /** What proves these views one, or null; the same whichever comes first. */
  static @Nullable Proof between(View one, View other) {
    if (Math.abs(one.flow().firstNanos() - other.flow().firstNanos())
        > ConversationJoin.WINDOW_NANOS) {
      return null;
    }
    if (equalSequences(one, other) && alike(one, other)) {
      return new Proof(INITIAL_SEQUENCES, false);
    }
    View turned = other.turn();
    return equalSequences(one, turned) && alike(one, turned)
        ? new Proof(INITIAL_SEQUENCES, true)
        : null;
  }

  private static boolean equalSequences(View one, View other) {
    for (Side side : Side.values()) {
      if (one.from(side).initialSequence() != other.from(side).initialSequence()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether anything but the numbers, which both ends may choose, makes them one: translation keeps
   * one end, or a port, or at least the volume.
   */
  private static boolean alike(View one, View other) {
    boolean port =
        one.port(Side.ONE) == other.port(Side.ONE)
            || one.port(Side.OTHER) == other.port(Side.OTHER);
    return port || one.flow().bytes() == other.flow().bytes();
  }
}
