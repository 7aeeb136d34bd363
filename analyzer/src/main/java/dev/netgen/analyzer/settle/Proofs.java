package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.netgen.analyzer.flow.Flow;
import org.jspecify.annotations.Nullable;

/** All proofs, strongest first (ADR "What makes two flows one conversation"). */
final class Proofs {
  /** To add one: one class, its test, one line here. */
  private static final ImmutableList<Proof> ALL =
      ImmutableList.of(new InitialSequences(), new PacketMarks(), new OppositeDirections());

  /**
   * A proof found.
   *
   * @param text what it rests on
   * @param turned whether the second's sides are named the other way than the first's
   */
  record Found(String text, boolean turned) {}

  private Proofs() {}

  /** Numbers that a flow has in common with others of its conversation. */
  static ImmutableLongArray keys(Flow flow) {
    ImmutableLongArray.Builder keys = ImmutableLongArray.builder();
    ALL.forEach(proof -> proof.keys(flow, key -> keys.add(key)));
    return keys.build();
  }

  /** What proves these views one, or null; the same whichever comes first. */
  static @Nullable Found between(View one, View other) {
    if (!comparable(one.flow(), other.flow())) {
      return null;
    }
    View turned = other.turn();
    for (Proof proof : ALL) {
      if (proof.holds(one, other)) {
        return new Found(proof.text(), false);
      }
      if (proof.holds(one, turned)) {
        return new Found(proof.text(), true);
      }
    }
    return null;
  }

  /** Whether they are of one protocol and not the same place's next flow. */
  private static boolean comparable(Flow one, Flow other) {
    return one.protocol() == other.protocol()
        && one.tunnel().equals(other.tunnel())
        && !(one.observer() == other.observer()
            && one.segment() == other.segment()
            && sameEnds(one, other));
  }

  private static boolean sameEnds(Flow one, Flow other) {
    boolean straight =
        one.addressA().equals(other.addressA())
            && one.portA() == other.portA()
            && one.addressB().equals(other.addressB())
            && one.portB() == other.portB();
    return straight
        || (one.addressA().equals(other.addressB())
            && one.portA() == other.portB()
            && one.addressB().equals(other.addressA())
            && one.portB() == other.portA());
  }
}
