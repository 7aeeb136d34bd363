package dev.netgen.analyzer.detect.api;

/**
 * Recognises one protocol from the kept bytes of both sides, and nothing else: ports do not exist
 * here. A pure function; the same bytes give the same outcome.
 */
public interface Detector {
  /** What it can tell; the name on it is the one in reasons. */
  Card card();

  /**
   * Whether an exchange that was seen from its first byte may be the protocol, by the first byte of
   * the client and of the server, -1 where nothing of a side is kept. False spares {@link #detect}
   * its call, which would have said no, or that it needs a client's bytes of which there are none:
   * the quicker most detectors rule themselves out, the more of them there can be.
   */
  default boolean mayBegin(int client, int server) {
    return true;
  }

  /** Whether this exchange, in this orientation, is the protocol. */
  Outcome detect(Exchange exchange);
}
