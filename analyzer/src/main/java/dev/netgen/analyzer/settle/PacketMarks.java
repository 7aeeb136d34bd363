package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.net.Transport;
import java.util.function.LongConsumer;

/**
 * Fingerprints of the same packets. Of each direction seen in both views at least {@link #ENOUGH}
 * must be common, or all where there are fewer.
 *
 * <p>A segment's fingerprint holds its sequence numbers and is hardly another connection's. A
 * datagram's holds payload only, which several clients may send alike, or one client to several
 * servers: such views must begin and end together, and with few datagrams the server's end must be
 * the same and the client's port too. One datagram alone proves views of the same ends; where an
 * end differs it proves nothing, and may make them look alike ({@link Resemblance}).
 */
final class PacketMarks implements Proof {
  /** So many common fingerprints of a direction are no chance. */
  static final int ENOUGH = 3;

  private static final int LEAST = 2;

  private static final int TCP = Transport.TCP.protocolNumber();

  /**
   * So many of a direction, the smallest, are looked up: a view that holds half of another's
   * packets shares one of them in all but one of eight cases, and there are two directions.
   */
  private static final int INDEXED = 3;

  private static final long KIND = 1L << 48;
  private static final long MARK = 0xFFFF_FFFFL;

  @Override
  public String text() {
    return "packet fingerprints";
  }

  @Override
  public void keys(Flow flow, LongConsumer keys) {
    int[] a = flow.aToB().marks();
    int[] b = flow.bToA().marks();
    if (a.length + b.length < (flow.protocol() == TCP ? LEAST : 1)) {
      return;
    }
    long kind = KIND | ((long) flow.protocol() << 32);
    keys(kind, a, keys);
    keys(kind, b, keys);
  }

  private static void keys(long kind, int[] marks, LongConsumer keys) {
    for (int i = 0; i < Math.min(INDEXED, marks.length); i++) {
      keys.accept(kind | (marks[i] & MARK));
    }
  }

  @Override
  public boolean holds(View one, View other) {
    Likeness likeness = new Likeness(one, other);
    if (!areCommon(one, other, !segments(one) && likeness.sameEnds() ? 1 : LEAST)) {
      return false;
    }
    boolean many = many(one, other, Side.ONE) || many(one, other, Side.OTHER);
    return segments(one) ? ofSegments(likeness, many) : ofDatagrams(likeness, many);
  }

  /**
   * Whether of each direction seen in both views {@link #ENOUGH} are common, or all where there are
   * fewer, and together so many.
   */
  static boolean areCommon(View one, View other, int least) {
    int total = 0;
    for (Side side : Side.values()) {
      int[] mine = one.from(side).marks();
      int[] theirs = other.from(side).marks();
      int common = common(mine, theirs);
      if (common < Math.min(ENOUGH, Math.min(mine.length, theirs.length))) {
        return false;
      }
      total += common;
    }
    return total >= least;
  }

  private static boolean many(View one, View other, Side side) {
    return common(one.from(side).marks(), other.from(side).marks()) >= ENOUGH;
  }

  private static boolean segments(View view) {
    return view.flow().protocol() == TCP;
  }

  private static boolean ofSegments(Likeness likeness, boolean many) {
    return likeness.overlap(likeness.window())
        && (likeness.sharesEndOrPort() || (many && likeness.sameVolume()));
  }

  private static boolean ofDatagrams(Likeness likeness, boolean many) {
    if (likeness.sameEnds()) {
      return likeness.overlap(Likeness.CLOSE_NANOS);
    }
    boolean together =
        likeness.beganWithin(Likeness.CLOSE_NANOS) && likeness.endedWithin(Likeness.CLOSE_NANOS);
    return together
        && (many
            ? likeness.sharesEndOrPort() || likeness.sameVolume()
            : sourceTranslated(likeness));
  }

  /** Whether the first sender kept its port, and who it sent to is the same. */
  static boolean sourceTranslated(Likeness likeness) {
    Side sender = likeness.one().firstSender();
    return sender == likeness.other().firstSender()
        && likeness.samePort(sender)
        && likeness.sameEnd(sender.opposite());
  }

  /** How many two ascending arrays have in common. */
  static int common(int[] one, int[] other) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < one.length && j < other.length) {
      int order = Integer.compare(one[i], other[j]);
      common += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return common;
  }
}
