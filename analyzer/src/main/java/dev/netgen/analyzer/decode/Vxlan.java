package dev.netgen.analyzer.decode;

/**
 * VXLAN, RFC 7348 section 5, with the group policy extension (draft-smith-vxlan-group-policy), and
 * VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe).
 *
 * <pre>
 *  0               8               16              24            31
 * +-------------------------------+------------------------------+
 * |G|R|V|V|I|P|B|O|R|D|R|R|A|R R R| Group policy id      | Next  |  0
 * +-------------------------------+----------------------+ Proto.+
 * | VXLAN Network Identifier                     | Reserved      |  4
 * +----------------------------------------------+---------------+
 * </pre>
 *
 * In plain VXLAN only I is set, and an Ethernet frame follows. With G the first word's lower half
 * is the policy; in GPE, P says that its last byte names the protocol inside.
 */
final class Vxlan {
  private static final int HEADER = 8;
  private static final int PLAIN = 0x0800_0000;
  private static final int GROUP_POLICY = 0x8800_0000;
  private static final int GROUP_POLICY_FIELDS = 0x0048_FFFF;
  private static final int GPE_PROTOCOL = 0x0400_0000;
  private static final int GPE_ALLOWED = 0x0F00_00FF;

  private Vxlan() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER) || Bytes.u8(p.buffer, offset + 7) != 0) {
      return Reason.NONE;
    }
    int first = Bytes.i32(p.buffer, offset);
    boolean valid = first == PLAIN || (first & ~GROUP_POLICY_FIELDS) == GROUP_POLICY;
    return valid ? ethernet(p, offset) : decodeGpe(p, offset); // some speak GPE on this port
  }

  private static Reason ethernet(DecodedPacket p, int offset) {
    if (!Ethernet.credible(p, offset + HEADER)) {
      return Reason.NONE;
    }
    return enter(p, offset) ? Ethernet.decode(p, offset + HEADER) : Reason.TUNNELS_TOO_DEEP;
  }

  private static boolean enter(DecodedPacket p, int offset) {
    int vni = Bytes.i32(p.buffer, offset + 4) >>> 8;
    return p.carry(Layer.VXLAN, vni, p.destinationPort, p.payloadWire);
  }

  static Reason decodeGpe(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER) || Bytes.u8(p.buffer, offset + 7) != 0) {
      return Reason.NONE;
    }
    int first = Bytes.i32(p.buffer, offset);
    if ((first & PLAIN) == 0 || (first & ~GPE_ALLOWED) != 0) {
      return Reason.NONE;
    }
    if ((first & GPE_PROTOCOL) == 0) {
      return (first & 0xFF) == 0 ? ethernet(p, offset) : Reason.NONE;
    }
    int protocol = first & 0xFF;
    int inner = offset + HEADER;
    if (!Nsh.credible(p, inner, protocol)) {
      return Reason.NONE;
    }
    return enter(p, offset) ? Nsh.next(p, inner, protocol) : Reason.TUNNELS_TOO_DEEP;
  }
}
