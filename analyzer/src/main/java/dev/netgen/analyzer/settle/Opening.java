package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;

/**
 * Which side of a flow is the server, from the flow alone.
 *
 * @param server the side, or UNKNOWN
 * @param basis how it is known
 */
public record Opening(Verdict.Side server, Basis basis) {
  /** Of a tunnel, whose ends are alike. */
  static final Opening OF_A_TUNNEL = new Opening(Verdict.Side.UNKNOWN, Basis.TUNNEL_ENDS);

  /**
   * The handshake decides before the payload, since the filter in front of the server sees the SYN;
   * the payload before the first datagram, which may be a late answer.
   */
  public static Opening of(Flow flow, Verdict verdict) {
    if (flow.initiator() == Flow.Initiator.A_BY_HANDSHAKE) {
      return new Opening(Verdict.Side.B, Basis.HANDSHAKE);
    }
    if (flow.initiator() == Flow.Initiator.B_BY_HANDSHAKE) {
      return new Opening(Verdict.Side.A, Basis.HANDSHAKE);
    }
    if (verdict.server() != Verdict.Side.UNKNOWN) {
      return new Opening(verdict.server(), Basis.PAYLOAD);
    }
    return switch (flow.initiator()) {
      case A_BY_FIRST_PACKET -> new Opening(Verdict.Side.B, Basis.FIRST_PACKET);
      case B_BY_FIRST_PACKET -> new Opening(Verdict.Side.A, Basis.FIRST_PACKET);
      default -> new Opening(Verdict.Side.UNKNOWN, Basis.UNDECIDED);
    };
  }

  /** Of a conversation announced as this side's. */
  static Opening announced(Side server) {
    return new Opening(server == Side.ONE ? Verdict.Side.A : Verdict.Side.B, Basis.ANNOUNCED);
  }

  /** The same with the sides exchanged. */
  Opening turned() {
    Verdict.Side turned =
        switch (server) {
          case A -> Verdict.Side.B;
          case B -> Verdict.Side.A;
          case UNKNOWN -> Verdict.Side.UNKNOWN;
        };
    return new Opening(turned, basis);
  }
}
