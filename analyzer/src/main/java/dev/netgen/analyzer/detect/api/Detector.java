package dev.netgen.analyzer.detect.api;

/**
 * Recognises one protocol from the kept bytes of both sides, and nothing else: ports do not exist
 * here. A pure function; the same bytes give the same outcome.
 */
public interface Detector {
  /** What it can tell; the name on it is the one in reasons. */
  Card card();

  /** Whether this exchange, in this orientation, is the protocol. */
  Outcome detect(Exchange exchange);
}
