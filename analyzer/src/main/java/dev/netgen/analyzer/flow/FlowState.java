package dev.netgen.analyzer.flow;

import java.util.Locale;

/** How a flow went, from its own packets; that its source is scanning is told later. */
public enum FlowState {
  /** TCP: handshake (or proof of one) and payload. UDP: payload both ways. */
  ESTABLISHED,
  /** TCP: completed handshake, then an orderly close or reset, and no payload. */
  CONNECTED_ONLY,
  /** TCP: began before the capture; data was acknowledged both ways or flowed both ways. */
  MID_STREAM,
  /** Payload or segments in one direction only. */
  ONE_WAY,
  /** TCP: SYN answered by RST. UDP: answered by ICMP port unreachable. */
  REFUSED,
  /** TCP: reset after the handshake began but before it was complete, by the client. */
  RESET,
  /** SYN or datagram without any answer. */
  UNANSWERED;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The lower-case word with hyphens used in files. */
  public String word() {
    return word;
  }
}
