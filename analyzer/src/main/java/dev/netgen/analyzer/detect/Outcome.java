package dev.netgen.analyzer.detect;

/** What a detector says: match, no, or need more. Every no and every need has a name. */
sealed interface Outcome {
  /** It is the protocol. */
  record Match(Finding finding) implements Outcome {}

  /** It is not, whatever bytes may follow. */
  record No(String reason) implements Outcome {}

  /** The kept bytes agree so far and end before it can be told. */
  record NeedMore(String reason) implements Outcome {}

  static Outcome no(String reason) {
    return new No(reason);
  }

  static Outcome needMore(String reason) {
    return new NeedMore(reason);
  }
}
