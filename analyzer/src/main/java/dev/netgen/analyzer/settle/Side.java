package dev.netgen.analyzer.settle;

/** A side of a conversation, whatever its addresses are in one or another view. */
public enum Side {
  /** The side that sent the first packet of the first view. */
  ONE,
  /** The side that it was sent to. */
  OTHER;

  /** The side across. */
  public Side opposite() {
    return this == ONE ? OTHER : ONE;
  }
}
