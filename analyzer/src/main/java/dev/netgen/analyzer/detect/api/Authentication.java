package dev.netgen.analyzer.detect.api;

/** Whether a client of a data store authenticated, as far as the kept bytes show. */
public enum Authentication {
  /** Seen, in whatever form. */
  SEEN("seen"),
  /** Requests were answered, and nobody had authenticated before. */
  NONE_SEEN("none seen"),
  /** The kept bytes do not hold the place where it would have happened. */
  NOT_LOOKED("not looked");

  private final String text;

  Authentication(String text) {
    this.text = text;
  }

  /** The word in the evidence. */
  public String text() {
    return text;
  }
}
