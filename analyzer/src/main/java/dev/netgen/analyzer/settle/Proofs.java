package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.flow.Flow;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** All proofs, strongest first (ADR "What makes two flows one conversation"). */
final class Proofs {
  private final ImmutableList<Proof> all;
  private final ImmutableList<Proof> ofOneObserver;
  private final Resemblance resemblance;
  private final KnownEnds ends;

  /** With what is known where observers stand, by index. To add one: a class, its test, a line. */
  Proofs(IntFunction<Vantage> vantages) {
    ends = new KnownEnds(vantages);
    ofOneObserver =
        ImmutableList.of(
            new InitialSequences(),
            new PacketMarks(),
            new OppositeDirections(),
            new DeclaredTranslation(ends),
            new AnsweredFromElsewhere(ends));
    all = ImmutableList.<Proof>builder().addAll(ofOneObserver).add(new StreamPlaces()).build();
    resemblance = new Resemblance(ends);
  }

  /**
   * A proof found.
   *
   * @param text what it rests on
   * @param turned whether the second's sides are named the other way than the first's
   */
  record Found(String text, boolean turned) {}

  /**
   * Puts the numbers that a flow has in common with others of its conversation into this.
   *
   * @param severalObservers whether there is another observer whose view may be one of it
   */
  void keys(Flow flow, boolean severalObservers, Keys into) {
    into.clear();
    ImmutableList<Proof> proofs = severalObservers ? all : ofOneObserver;
    for (int i = 0; i < proofs.size(); i++) {
      proofs.get(i).keys(flow, into);
    }
  }

  /** What proves these views one, or null; the same whichever comes first. */
  @Nullable Found between(View one, View other) {
    if (!comparable(one.flow(), other.flow())) {
      return null;
    }
    View turned = other.turn();
    for (Proof proof : all) {
      if (proof.holds(one, other)) {
        return new Found(proof.text(one, other), false);
      }
      if (proof.holds(one, turned)) {
        return new Found(proof.text(one, turned), true);
      }
    }
    return null;
  }

  /** Whether any translation is told of where this view was seen. */
  boolean mayBeTranslated(View view) {
    return ends.mayLead(view);
  }

  /** Whether these views, which nothing proves one, look like one conversation. */
  boolean perhaps(View one, View other) {
    return comparable(one.flow(), other.flow()) && resemblance.between(one, other);
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
