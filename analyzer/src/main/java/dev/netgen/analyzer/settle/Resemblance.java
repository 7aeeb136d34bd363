package dev.netgen.analyzer.settle;

import dev.netgen.model.net.Transport;

/**
 * Whether two views that nothing proves to be one conversation look like one, so that both are
 * marked: the same datagrams at the same time with an end or a port in common, as a translated
 * question and answer are; or the same initial sequence numbers at two observers whose clocks would
 * have to differ by more than is believed.
 */
final class Resemblance {
  private final KnownEnds ends;

  Resemblance(KnownEnds ends) {
    this.ends = ends;
  }

  /** Whether they look like one, named alike or the other way round; symmetric. */
  boolean between(View one, View other) {
    return alike(one, other) || alike(one, other.turn());
  }

  private boolean alike(View one, View other) {
    int protocol = one.flow().protocol();
    boolean looks =
        protocol == Transport.UDP.protocolNumber()
            ? datagrams(one, other)
            : protocol == Transport.TCP.protocolNumber() && connections(one, other);
    return looks
        && !ends.otherWorkload(one, other, Side.ONE)
        && !ends.otherWorkload(one, other, Side.OTHER);
  }

  private static boolean datagrams(View one, View other) {
    Likeness likeness = new Likeness(one, other);
    Side sender = one.firstSender();
    boolean together =
        likeness.beganWithin(Likeness.CLOSE_NANOS) && likeness.endedWithin(Likeness.CLOSE_NANOS);
    return together
        && sender == other.firstSender()
        && !likeness.otherPort(sender)
        && likeness.sharesEndOrPort()
        && (PacketMarks.areCommon(one, other, 2) || oneDatagram(likeness, sender));
  }

  /** One datagram alone, which many may send alike: all but what is translated is the same. */
  private static boolean oneDatagram(Likeness likeness, Side sender) {
    return (likeness.sameEnd(sender) || PacketMarks.sourceTranslated(likeness))
        && PacketMarks.areCommon(likeness.one(), likeness.other(), 1);
  }

  private static boolean connections(View one, View other) {
    Likeness likeness = new Likeness(one, other);
    return one.flow().observer() != other.flow().observer()
        && sameNumber(likeness, Side.ONE)
        && sameNumber(likeness, Side.OTHER)
        && !likeness.otherClientPort()
        && likeness.sharesEndOrPort()
        && !likeness.contradicted();
  }

  private static boolean sameNumber(Likeness likeness, Side side) {
    long mine = likeness.one().from(side).initialSequence();
    return mine >= 0 && mine == likeness.other().from(side).initialSequence();
  }
}
