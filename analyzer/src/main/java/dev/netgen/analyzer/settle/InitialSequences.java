package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import java.util.function.LongConsumer;

/**
 * Equal initial sequence numbers (TCP, RFC 9293 section 3.4.1) or initiate tags (SCTP, RFC 9260
 * section 3.3.2), which translation keeps. Both ends may choose them, so that views must besides be
 * alike and not contradict each other. Of an attempt without answer, and of a capture that sees one
 * direction, there is one number only, which a scanner gives to all its probes: then the server's
 * end must be the same.
 */
final class InitialSequences implements Proof {
  @Override
  public String text() {
    return "initial sequence numbers";
  }

  @Override
  public void keys(Flow flow, LongConsumer keys) {
    key(flow, flow.aToB(), keys);
    key(flow, flow.bToA(), keys);
  }

  private static void key(Flow flow, Half half, LongConsumer keys) {
    if (half.initialSequence() >= 0) {
      keys.accept(((long) flow.protocol() << 32) | half.initialSequence());
    }
  }

  @Override
  public boolean holds(View one, View other) {
    Likeness likeness = new Likeness(one, other);
    if (!likeness.beganWithin(likeness.window()) || otherClientPort(likeness)) {
      return false;
    }
    int common = common(one, other);
    boolean alike =
        common == 2
            ? likeness.sharesEndOrPort() || likeness.sameVolume()
            : likeness.sameEnds() || sameServer(likeness);
    return common > 0 && alike && !likeness.contradicted();
  }

  private static boolean sameServer(Likeness likeness) {
    return switch (likeness.one().opening().server()) {
      case A -> likeness.sameEnd(Side.ONE);
      case B -> likeness.sameEnd(Side.OTHER);
      case UNKNOWN -> false;
    };
  }

  private static boolean otherClientPort(Likeness likeness) {
    return switch (likeness.one().opening().server()) {
      case A -> likeness.otherPort(Side.OTHER);
      case B -> likeness.otherPort(Side.ONE);
      case UNKNOWN -> false;
    };
  }

  /** Directions whose number is known in both and equal; 0 when one is known and not equal. */
  private static int common(View one, View other) {
    int common = 0;
    for (Side side : Side.values()) {
      long mine = one.from(side).initialSequence();
      long theirs = other.from(side).initialSequence();
      if (mine >= 0 && theirs >= 0 && mine != theirs) {
        return 0;
      }
      common += mine >= 0 && mine == theirs ? 1 : 0;
    }
    return common;
  }
}
