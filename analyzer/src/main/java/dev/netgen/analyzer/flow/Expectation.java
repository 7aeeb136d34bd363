package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;

/**
 * A flow that another one announced.
 *
 * @param kind what it is for
 * @param parentServer server of the flow that announced it
 * @param parentPort that server's port
 * @param parentProtocol the IP protocol by which it was called
 * @param parentClient who called it
 * @param peer who alone may be the other end; the unspecified address for anybody
 * @param until packet time from which on it holds no more
 */
record Expectation(
    Kind kind,
    IpAddress parentServer,
    int parentPort,
    int parentProtocol,
    IpAddress parentClient,
    IpAddress peer,
    long until) {

  /** What dynamic ports are for. */
  enum Kind {
    /** RFC 959, RFC 2428. */
    FTP_DATA("ftp-data", 120),
    /** RFC 1350: the server answers from a port of its own. */
    TFTP("tftp", 60),
    /** RFC 3550, announced by SDP (RFC 8866) or RTSP (RFC 2326). */
    RTP("rtp", 600),
    /** RFC 3711, announced likewise. */
    SRTP("srtp", 600);

    private final String word;
    private final long lifeNanos;

    Kind(String word, long seconds) {
      this.word = word;
      lifeNanos = seconds * 1_000_000_000L;
    }

    String word() {
      return word;
    }

    long lifeNanos() {
      return lifeNanos;
    }
  }

  boolean allows(IpAddress other) {
    return peer.equals(other) || (peer.high() == 0 && peer.low() == 0);
  }

  Expectation renewed(long nanos) {
    return new Expectation(
        kind, parentServer, parentPort, parentProtocol, parentClient, peer, nanos + kind.lifeNanos);
  }
}
