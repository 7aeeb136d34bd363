package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Two observers of asymmetric routes: one saw only what one end sent, the other only what came
 * back, between the same addresses and ports of the same network at the same time.
 */
final class OppositeDirections implements Proof {
  private static final long KIND = 1L << 49;

  @Override
  public String text() {
    return "opposite directions of the same addresses and ports";
  }

  @Override
  public void keys(Flow flow, LongConsumer keys) {
    boolean ports = flow.portA() != 0 && flow.portB() != 0;
    boolean oneWay = flow.aToB().packets() == 0 || flow.bToA().packets() == 0;
    if (ports && oneWay && flow.bytes() > 0) {
      int a = Objects.hash(flow.addressA(), flow.portA());
      int b = Objects.hash(flow.addressB(), flow.portB());
      keys.accept(KIND | ((a + b) & 0xFFFF_FFFFL));
    }
  }

  @Override
  public boolean holds(View one, View other) {
    Likeness likeness = new Likeness(one, other);
    return one.flow().observer() != other.flow().observer()
        && one.flow().segment() == other.flow().segment()
        && likeness.sameEnds()
        && likeness.overlap(Likeness.CLOSE_NANOS)
        && likeness.beganWithin(ConversationJoin.WINDOW_NANOS)
        && (opposite(one, other, Side.ONE) || opposite(one, other, Side.OTHER));
  }

  private static boolean opposite(View one, View other, Side side) {
    return one.from(side).packets() == 0
        && one.from(side.opposite()).packets() > 0
        && other.from(side).packets() > 0
        && other.from(side.opposite()).packets() == 0;
  }
}
