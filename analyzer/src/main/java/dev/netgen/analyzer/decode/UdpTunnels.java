package dev.netgen.analyzer.decode;

/**
 * Which UDP ports may carry tunnels, and the step into them. A datagram that does not hold a
 * credible tunnel packet stays one of an ordinary UDP flow, whatever its port.
 */
final class UdpTunnels {
  private static final byte VXLAN = 1;
  private static final byte VXLAN_GPE = 2;
  private static final byte GENEVE = 3;
  private static final byte GTP_U = 4;
  private static final byte MPLS = 5;
  private static final byte GRE = 6;
  private static final byte TEREDO = 7;

  private final byte[] kinds = new byte[1 << 16];

  UdpTunnels(TunnelPorts ports) {
    kinds[4790] = VXLAN_GPE;
    kinds[2152] = GTP_U;
    kinds[6635] = MPLS;
    kinds[4754] = GRE;
    kinds[Teredo.PORT] = TEREDO;
    for (int port : ports.geneve()) {
      kinds[port] = GENEVE;
    }
    for (int port : ports.vxlan()) {
      kinds[port] = VXLAN;
    }
  }

  private UdpTunnels() {}

  static UdpTunnels none() {
    return new UdpTunnels();
  }

  /** What the ports suggest; 0 for nothing. Only Teredo answers from its port. */
  int kind(int source, int destination) {
    byte kind = kinds[destination];
    return kind == 0 && source == Teredo.PORT ? TEREDO : kind;
  }

  /** Goes on inside; {@link Reason#NONE} with nothing changed where there is no credible tunnel. */
  Reason decode(DecodedPacket p, int kind) {
    return switch (kind) {
      case VXLAN -> Vxlan.decode(p, p.payload);
      case VXLAN_GPE -> Vxlan.decodeGpe(p, p.payload);
      case GENEVE -> Geneve.decode(p, p.payload);
      case GTP_U -> GtpU.decode(p, p.payload);
      case MPLS -> Mpls.inUdp(p, p.payload);
      case GRE -> Gre.inUdp(p, p.payload);
      case TEREDO -> Teredo.decode(p, p.payload);
      default -> Reason.NONE;
    };
  }
}
