package dev.netgen.analyzer.decode;

/**
 * What chunks an SCTP packet holds, as bits of {@link DecodedPacket#flags}: 1 shifted by the chunk
 * type of RFC 9260 section 3.2. I-DATA (RFC 8260) counts as DATA.
 */
public final class SctpChunks {
  /** User data. */
  public static final int DATA = 1;

  /** Begins an association. */
  public static final int INIT = 1 << 1;

  /** Answers INIT. */
  public static final int INIT_ACK = 1 << 2;

  /** Acknowledges data. */
  public static final int SACK = 1 << 3;

  /** Asks whether a path works. */
  public static final int HEARTBEAT = 1 << 4;

  /** Answers HEARTBEAT. */
  public static final int HEARTBEAT_ACK = 1 << 5;

  /** Ends or refuses an association at once. */
  public static final int ABORT = 1 << 6;

  /** Begins an orderly end. */
  public static final int SHUTDOWN = 1 << 7;

  /** Answers SHUTDOWN. */
  public static final int SHUTDOWN_ACK = 1 << 8;

  /** Reports an error that does not end the association by itself. */
  public static final int ERROR = 1 << 9;

  /** Third step of the handshake. */
  public static final int COOKIE_ECHO = 1 << 10;

  /** Completes the handshake. */
  public static final int COOKIE_ACK = 1 << 11;

  /** Last step of the orderly end. */
  public static final int SHUTDOWN_COMPLETE = 1 << 14;

  /** Any other chunk type. */
  public static final int OTHER = 1 << 16;

  private SctpChunks() {}
}
