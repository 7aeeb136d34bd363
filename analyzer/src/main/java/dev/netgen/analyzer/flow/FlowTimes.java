package dev.netgen.analyzer.flow;

/**
 * How long silence may last within one flow, in nanoseconds of packet time.
 *
 * <p>TCP after RFC 5382, REQ-5 (what a middlebox must allow at least); UDP as netfilter's conntrack
 * keeps unanswered to short-lived associations, since its idleness decides who is the client.
 */
final class FlowTimes {
  private static final long SECOND = 1_000_000_000L;

  /** Established TCP: 2 hours 4 minutes. */
  static final long TCP_IDLE = 7440 * SECOND;

  /** TCP without a completed handshake: 4 minutes. */
  static final long TCP_OPENING = 240 * SECOND;

  /** UDP: 1 minute. */
  static final long UDP_IDLE = 60 * SECOND;

  /**
   * After a close, so long packets still belong to the flow: half a second. Short, since prefixes
   * are held meanwhile, and busy servers close thousands of connections a second.
   */
  static final long LINGER = SECOND / 2;

  /** How long past its linger a closed flow waits for packets out of time order. */
  static final long CLOSED_DISORDER = SECOND / 2;

  /** After a close, so long stragglers are known as such; TIME-WAIT in Linux. */
  static final long STRAGGLERS = 60 * SECOND;

  /** UDP: earlier than this after an observer's first packet, who sent first says nothing. */
  static final long SETTLE = SECOND;

  /** How far a capture may be out of time order before sweeping shows in the results. */
  static final long DISORDER = 5 * SECOND;

  /** No flow is ended by a silence that is shorter, and no closed one forgotten. */
  static final long SHORTEST = Math.min(UDP_IDLE, STRAGGLERS) + DISORDER;

  private FlowTimes() {}
}
