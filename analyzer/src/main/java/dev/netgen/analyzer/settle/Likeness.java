package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Half;

/**
 * What two views, their sides named alike, have in common beside what proves them one. Translation
 * changes the address or the port of an end or both, and nothing of what is sent.
 */
record Likeness(View one, View other) {
  /** How far clocks and the places of observers may set two views of one packet apart. */
  static final long CLOSE_NANOS = 50_000_000L;

  /** How far the clocks of two hosts may be apart between which addresses were translated. */
  static final long TRANSLATED_NANOS = 500_000_000L;

  /** Volumes may differ by so much, and an eighth: retransmissions, and what an observer lost. */
  static final long SLACK_BYTES = 1 << 16;

  /**
   * How far apart views may lie: within one capture little, of two clocks more, and of two clocks
   * and other addresses less, since then only numbers tell that the views are of one conversation.
   */
  long window() {
    if (one.flow().observer() == other.flow().observer()) {
      return CLOSE_NANOS;
    }
    return sameEnds() ? ConversationJoin.WINDOW_NANOS : TRANSLATED_NANOS;
  }

  /**
   * Whether a side keeps its address and not its port, which no translation of a client does: two
   * connections of one client.
   */
  boolean otherPort(Side client) {
    return one.address(client).equals(other.address(client))
        && one.port(client) != other.port(client);
  }

  /** Whether the client's end, as far as either view tells it, is the same. */
  boolean sameClient() {
    return (isClient(Side.ONE) && sameEnd(Side.ONE))
        || (isClient(Side.OTHER) && sameEnd(Side.OTHER));
  }

  /** Whether the client, as far as either view tells it, keeps its address and not its port. */
  boolean otherClientPort() {
    return (isClient(Side.ONE) && otherPort(Side.ONE))
        || (isClient(Side.OTHER) && otherPort(Side.OTHER));
  }

  private boolean isClient(Side side) {
    return client(one, side) || client(other, side);
  }

  private static boolean client(View view, Side side) {
    return switch (view.opening().server()) {
      case A -> side == Side.OTHER;
      case B -> side == Side.ONE;
      case UNKNOWN -> false;
    };
  }

  /** Whether a side has the same address and port in both. */
  boolean sameEnd(Side side) {
    return one.address(side).equals(other.address(side)) && one.port(side) == other.port(side);
  }

  /** Whether a side has the same port in both, not 0. */
  boolean samePort(Side side) {
    return one.port(side) == other.port(side) && one.port(side) != 0;
  }

  /** Whether either side is, as an end or by its port, the same. */
  boolean sharesEndOrPort() {
    return sameEnd(Side.ONE) || sameEnd(Side.OTHER) || samePort(Side.ONE) || samePort(Side.OTHER);
  }

  /** Whether all addresses and ports are the same. */
  boolean sameEnds() {
    return sameEnd(Side.ONE) && sameEnd(Side.OTHER);
  }

  /** Whether as many payload bytes were seen. */
  boolean sameVolume() {
    return one.flow().bytes() == other.flow().bytes();
  }

  /** Whether both began at about the same time. */
  boolean beganWithin(long nanos) {
    return Math.abs(one.flow().firstNanos() - other.flow().firstNanos()) <= nanos;
  }

  /** Whether both ended at about the same time. */
  boolean endedWithin(long nanos) {
    return Math.abs(one.flow().lastNanos() - other.flow().lastNanos()) <= nanos;
  }

  /** Whether at a time both were under way, give or take so much. */
  boolean overlap(long nanos) {
    return one.flow().firstNanos() - nanos <= other.flow().lastNanos()
        && other.flow().firstNanos() - nanos <= one.flow().lastNanos();
  }

  /** Whether the streams that both saw begin began with other bytes. */
  boolean otherHeads() {
    return otherHead(one.from(Side.ONE), other.from(Side.ONE))
        || otherHead(one.from(Side.OTHER), other.from(Side.OTHER));
  }

  /**
   * Whether what was sent shows them to be two conversations: other first bytes, or another volume
   * though both were seen to their end.
   */
  boolean contradicted() {
    return contradicted(Side.ONE) || contradicted(Side.OTHER);
  }

  private boolean contradicted(Side side) {
    Half mine = one.from(side);
    Half theirs = other.from(side);
    return otherHead(mine, theirs) || (one.closed() && other.closed() && otherVolume(mine, theirs));
  }

  private static boolean otherHead(Half mine, Half theirs) {
    int length = Math.min(mine.kept(), theirs.kept());
    boolean known = mine.prefixFromStart() && theirs.prefixFromStart();
    return known && !java.util.Arrays.equals(mine.data(), 0, length, theirs.data(), 0, length);
  }

  private static boolean otherVolume(Half mine, Half theirs) {
    long difference = Math.abs(mine.bytes() - theirs.bytes());
    return difference > SLACK_BYTES + Math.max(mine.bytes(), theirs.bytes()) / 8;
  }
}
