package dev.netgen.model.graph;

import java.util.Locale;

/** The encryption verdict of a flow (the first five) or of a link (all six). */
public enum Encryption {
  /** Encrypted from its first payload byte. */
  ENCRYPTED,
  /** Began in clear, then switched to encryption on the same connection (STARTTLS kinds). */
  UPGRADED,
  /** Readable on the wire. */
  PLAINTEXT,
  /** Payload was seen and it cannot be told. */
  OPAQUE,
  /** No payload was seen. */
  NONE,
  /** The link's flows differ. */
  MIXED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The lower-case word used in files. */
  public String word() {
    return word;
  }

  /** The verdict with this word; throws IllegalArgumentException otherwise. */
  public static Encryption parse(String word) {
    for (Encryption value : values()) {
      if (value.word().equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown encryption verdict \"" + word + "\"");
  }

  /**
   * The verdict of two flows of one link together: {@link #NONE} adds nothing, equal verdicts stay,
   * different ones are {@link #MIXED}. Associative, commutative and idempotent.
   */
  public Encryption with(Encryption other) {
    if (this == other || other == NONE) {
      return this;
    }
    return this == NONE ? other : MIXED;
  }
}
