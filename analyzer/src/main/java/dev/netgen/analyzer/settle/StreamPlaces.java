package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.net.Transport;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Places in the sequence space of TCP (RFC 9293 section 3.4), which translation keeps: a view that
 * began later begins, in both directions, within what another observer's view holds of the streams,
 * while that one was under way. So a view with the handshake and one without it are told to be one.
 *
 * <p>By chance that is as likely as the streams are long. So where the client's end is another,
 * only short streams are believed, or those of which both views have the same last byte.
 */
final class StreamPlaces implements Proof {
  private static final long END = 1L << 50;
  private static final long LAST = 1L << 51;
  private static final long NUMBERS = 1L << 32;

  /** A segment without payload after the FIN stands one beyond the stream. */
  private static final long AFTER_FIN = 1;

  /** Lengths of both streams multiplied, at which chance is one in 2^28. */
  private static final double SHORT = 1L << 36;

  @Override
  public String text() {
    return "places in the streams";
  }

  /**
   * The ends, of a view with the handshake only the client's, which few share; and the numbers
   * after the last bytes.
   */
  @Override
  public void keys(Flow flow, LongConsumer keys) {
    if (!segments(flow)) {
      return;
    }
    if (flow.initiator() != Flow.Initiator.B_BY_HANDSHAKE) {
      keys.accept(END | (Objects.hash(flow.addressA(), flow.portA()) & (NUMBERS - 1)));
    }
    if (flow.initiator() != Flow.Initiator.A_BY_HANDSHAKE) {
      keys.accept(END | (Objects.hash(flow.addressB(), flow.portB()) & (NUMBERS - 1)));
    }
    if (flow.aToB().span() > 0 && flow.bToA().span() > 0) {
      long last = flow.aToB().nextSequence() + flow.bToA().nextSequence();
      keys.accept(LAST | (last & (NUMBERS - 1)));
    }
  }

  private static boolean segments(Flow flow) {
    return flow.protocol() == Transport.TCP.protocolNumber() && !flow.isTunnel();
  }

  @Override
  public boolean holds(View one, View other) {
    Likeness likeness = new Likeness(one, other);
    return segments(one.flow())
        && one.flow().observer() != other.flow().observer()
        && !(handshake(one) && handshake(other)) // which the initial numbers alone judge
        && likeness.overlap(likeness.window())
        && (within(one, other) || within(other, one))
        && believed(likeness);
  }

  private static boolean handshake(View view) {
    return view.from(Side.ONE).initialSequence() >= 0
        && view.from(Side.OTHER).initialSequence() >= 0;
  }

  /** Whether their streams are known to be at places that no one connection has at one time. */
  static boolean apart(Likeness likeness) {
    View one = likeness.one();
    View other = likeness.other();
    boolean placed = true;
    for (Side side : Side.values()) {
      placed &= one.from(side).nextSequence() >= 0 && other.from(side).nextSequence() >= 0;
    }
    return placed && !meet(one, other) && !meet(other, one);
  }

  private static boolean meet(View whole, View later) {
    boolean meet = true;
    for (Side side : Side.values()) {
      meet &= place(whole.from(side), later.from(side)) <= whole.from(side).span() + AFTER_FIN;
    }
    return meet;
  }

  /** Whether the later view begins within the other in every direction that it shows. */
  private static boolean within(View whole, View later) {
    int directions = 0;
    for (Side side : Side.values()) {
      Half all = whole.from(side);
      Half part = later.from(side);
      boolean numbered = part.initialSequence() >= 0;
      boolean fits =
          numbered
              ? part.initialSequence() == all.initialSequence()
              : place(all, part) <= all.span() + AFTER_FIN;
      if (part.packets() > 0 && all.packets() > 0 && !fits) {
        return false;
      }
      directions += part.packets() > 0 && all.packets() > 0 ? 1 : 0;
    }
    return directions == 2 || (directions == 1 && new Likeness(whole, later).sameEnds());
  }

  /** Where the part begins in the whole; beyond any whole where that is not known. */
  private static long place(Half all, Half part) {
    return all.nextSequence() < 0 || part.nextSequence() < 0
        ? Long.MAX_VALUE
        : (part.nextSequence() - part.span() - all.nextSequence() + all.span()) & (NUMBERS - 1);
  }

  private static boolean believed(Likeness likeness) {
    if (likeness.sameEnds()) {
      return true;
    }
    return likeness.sharesEndOrPort()
        && !likeness.otherClientPort()
        && (likeness.sameClient() || sameLast(likeness) || areShort(likeness));
  }

  private static boolean sameLast(Likeness likeness) {
    boolean same = true;
    for (Side side : Side.values()) {
      Half mine = likeness.one().from(side);
      Half theirs = likeness.other().from(side);
      same &= mine.span() > 0 && theirs.span() > 0 && mine.nextSequence() == theirs.nextSequence();
    }
    return same;
  }

  private static boolean areShort(Likeness likeness) {
    double lengths = 1;
    for (Side side : Side.values()) {
      long one = likeness.one().from(side).span();
      long other = likeness.other().from(side).span();
      lengths *= 2.0 + Math.max(one, other);
    }
    return lengths <= SHORT;
  }
}
