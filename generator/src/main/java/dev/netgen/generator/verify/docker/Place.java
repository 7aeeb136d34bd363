package dev.netgen.generator.verify.docker;

/** Where a connection begins or ends. */
sealed interface Place {
  /** The host itself. */
  Place HOST = Fixed.HOST;

  /** A machine elsewhere that knows the host's own addresses only. */
  Place OUTSIDE = Fixed.OUTSIDE;

  /** A machine elsewhere that sends what is for containers to the host. */
  Place ROUTED = Fixed.ROUTED;

  /** A container of a service. */
  record Of(String service) implements Place {}

  /** What is there once. */
  enum Fixed implements Place {
    HOST,
    OUTSIDE,
    ROUTED
  }
}
