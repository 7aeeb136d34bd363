package dev.netgen.analyzer.detect;

/**
 * Recognises one protocol from the kept bytes of both sides, and nothing else: ports do not exist
 * here. A pure function; the same bytes give the same outcome.
 */
interface Detector {
  /** The name it stands under in reasons, a lower-case field term. */
  String protocol();

  /** Whether this exchange, in this orientation, is the protocol. */
  Outcome detect(Exchange exchange);
}
