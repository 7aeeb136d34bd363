package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;

/**
 * What is known of a flow from beside its own packets.
 *
 * @param expected why its ports were to be expected: {@code ftp-data}, {@code tftp}, {@code rtp} or
 *     {@code srtp}; empty when nothing announced it
 * @param parentServer the server of the conversation that announced it
 * @param parentPort that server's port; 0 when nothing announced it
 * @param parentProtocol the IP protocol by which it was called; 0 when nothing announced it
 * @param parentClient who called it
 * @param listener which end was announced as the one that listens
 * @param icmp the gravest ICMP error about an attempt that nothing answered, or NONE
 * @param simultaneous both ends opened at the same time (RFC 9293 section 3.5); the client is who
 *     sent the first SYN
 */
public record FlowContext(
    String expected,
    Optional<IpAddress> parentServer,
    int parentPort,
    int parentProtocol,
    Optional<IpAddress> parentClient,
    Listener listener,
    IcmpError icmp,
    boolean simultaneous) {

  /** What is known of a flow that nothing announced. */
  static FlowContext none(IcmpError icmp, boolean simultaneous) {
    return new FlowContext(
        "", Optional.empty(), 0, 0, Optional.empty(), Listener.NONE, icmp, simultaneous);
  }

  /** An end of a flow, as announced. */
  public enum Listener {
    /** Nothing announced it. */
    NONE,
    A,
    B
  }

  /** Nothing known. */
  public static final FlowContext NONE = none(IcmpError.NONE, false);
}
