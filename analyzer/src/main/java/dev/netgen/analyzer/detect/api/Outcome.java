package dev.netgen.analyzer.detect.api;

/** What a detector says: match, no, or need more. Every no and every need has a name. */
public sealed interface Outcome {
  /** It is the protocol. */
  record Match(Finding finding) implements Outcome {}

  /**
   * It is a preamble in clear, behind which another conversation follows, as behind a proxy's
   * header.
   *
   * @param preamble what it is if nothing follows; its protocol is empty where only the inner one
   *     names the conversation
   * @param rest what follows, the client being the same side
   */
  record Inner(Finding preamble, Exchange rest) implements Outcome {}

  /** It is not, whatever bytes may follow. */
  record No(String reason) implements Outcome {}

  /** The kept bytes agree so far and end before it can be told. */
  record NeedMore(String reason) implements Outcome {}

  /** Not the protocol. */
  static Outcome no(String reason) {
    return new No(reason);
  }

  /** Possible, but cut short. */
  static Outcome needMore(String reason) {
    return new NeedMore(reason);
  }
}
