package dev.netgen.generator.verify.docker;

/**
 * An address that is asked for.
 *
 * @param kind whose
 * @param service with {@link Kind#CONTAINER} whose container's, else empty
 * @param network with {@link Kind#CONTAINER} and {@link Kind#GATEWAY} on which network, else empty
 * @param ipv6 of which family
 * @param address with {@link Kind#HOST} which one; empty for any
 */
record Aim(Kind kind, String service, String network, boolean ipv6, String address) {

  /** Kinds of addresses. */
  enum Kind {
    /** A container's on a network. */
    CONTAINER,
    /** The host's on a network of containers. */
    GATEWAY,
    /** Another one of the host's. */
    HOST,
    /** The one of the loopback interface. */
    LOOPBACK,
    /** A machine's elsewhere, which knows no way to containers. */
    OUTSIDE,
    /** A machine's elsewhere that sends what is for containers to the host. */
    ROUTED
  }

  static Aim container(String service, String network, boolean ipv6) {
    return new Aim(Kind.CONTAINER, service, network, ipv6, "");
  }

  static Aim gateway(String network, boolean ipv6) {
    return new Aim(Kind.GATEWAY, "", network, ipv6, "");
  }

  static Aim of(Kind kind, boolean ipv6) {
    return new Aim(kind, "", "", ipv6, "");
  }

  static Aim host(String address) {
    return new Aim(Kind.HOST, "", "", address.contains(":"), address);
  }
}
