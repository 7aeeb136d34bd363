package dev.netgen.model.engine;

import java.util.Locale;

/** Something that is so, is not so, or of which nothing tells. */
public enum Fact {
  TRUE,
  FALSE,
  UNKNOWN;

  /**
   * The fact of its word.
   *
   * @throws IllegalArgumentException for any word but true, false and unknown
   */
  public static Fact parse(String word) {
    return switch (word) {
      case "true" -> TRUE;
      case "false" -> FALSE;
      case "unknown" -> UNKNOWN;
      default -> throw new IllegalArgumentException("\"" + word + "\" is not true, false, unknown");
    };
  }

  /** The fact that is known. */
  public static Fact of(boolean known) {
    return known ? TRUE : FALSE;
  }

  /** Whether it is known to be so. */
  public boolean proved() {
    return this == TRUE;
  }

  /** Whether it may be so: it is not known to be otherwise. */
  public boolean possible() {
    return this != FALSE;
  }

  /** What is known where both may tell: nothing where they disagree or one does not know. */
  public Fact agreedWith(Fact other) {
    return this == other ? this : UNKNOWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
