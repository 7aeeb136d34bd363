package dev.netgen.analyzer.decode;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.analyzer.fuzz.SampleBytes;
import dev.netgen.analyzer.fuzz.Script;
import dev.netgen.analyzer.testing.Envelopes;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.Arrays;

/**
 * Packets of any bytes, of every link type and inside every tunnel. What is decoded lies within the
 * packet, and what stands around the packet in the buffer does not show.
 *
 * <pre>
 * | link type 8 | envelope 8 | more on the wire 16 | the packet
 * </pre>
 */
public final class PacketDecoderFuzz implements FuzzTarget {
  private static final int[] LINK_TYPES = {
    1, 0, 9, 12, 14, 50, 51, 101, 104, 108, 113, 166, 228, 229, 239, 105, 127, 276, 147
  };
  private static final int ENVELOPES = 16;
  private static final int AROUND = 64;
  private static final Effort EFFORT = new Effort(8 << 20, 1 << 8);

  @Override
  public String label() {
    return "decoder";
  }

  @Override
  public void run(byte[] input) {
    Script script = new Script(input);
    int linkType = LINK_TYPES[script.u8() % LINK_TYPES.length];
    int envelope = script.u8() % ENVELOPES;
    int more = script.u16();
    byte[] packet = enveloped(linkType == 1 ? envelope : 0, script.rest());
    String[] told = new String[1];
    EFFORT.within(
        packet.length, () -> told[0] = decoded(linkType, packet, packet.length + more, (byte) 0));
    String other = decoded(linkType, packet, packet.length + more, (byte) 0xFF);
    if (!other.equals(told[0])) {
      throw new AssertionError("depends on what is around: " + told[0] + "\n" + other);
    }
  }

  private static String decoded(int linkType, byte[] packet, int wire, byte around) {
    byte[] buffer = new byte[packet.length + 2 * AROUND];
    Arrays.fill(buffer, around);
    System.arraycopy(packet, 0, buffer, AROUND, packet.length);
    PacketDecoder decoder = new PacketDecoder();
    DecodedPacket into = new DecodedPacket();
    into.capturedAt(0, 0, 1, 1);
    Reason reason = decoder.decode(linkType, buffer, AROUND, packet.length, wire, into);
    StringBuilder told = new StringBuilder().append(told(decoder, reason, into));
    while (decoder.holds()) {
      told.append('\n').append(told(decoder, decoder.expire(into), into));
    }
    return told.toString();
  }

  private static String told(PacketDecoder decoder, Reason reason, DecodedPacket p) {
    String layers = decoder.encapsulations().text(p.encapsulation);
    if (reason != Reason.NONE) {
      return reason.name(p.detail) + ' ' + p.icmpError + ' ' + layers;
    }
    check(p.payload >= 0 && p.payloadCaptured >= 0, "payload begins before the packet");
    check(p.payload + p.payloadCaptured <= p.end, "payload beyond what was captured");
    check(p.payloadWire >= p.payloadCaptured, "more captured than sent");
    check(p.packets >= 1 && p.carriers <= DecodedPacket.MAX_CARRIERS, "counts");
    check(p.protocol >>> 8 == 0 && p.sourcePort >>> 16 == 0 && p.destinationPort >>> 16 == 0, "");
    byte[] payload = Arrays.copyOfRange(p.buffer, p.payload, p.payload + p.payloadCaptured);
    return String.join(
        " ",
        layers,
        p.source().toString(),
        p.destination().toString(),
        "" + p.protocol + '/' + p.sourcePort + '/' + p.destinationPort + '/' + p.flags,
        "" + p.payloadWire + '/' + p.carriers + '/' + Arrays.hashCode(payload));
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** The bytes inside of tunnels, in an Ethernet frame; numbers above 15 are none. */
  private static byte[] enveloped(int kind, byte[] inner) {
    byte[] frame = Envelopes.ethernet(0x0800, inner);
    byte[] none = {};
    return switch (kind) {
      case 1 -> udp(4789, Envelopes.vxlan(42, inner));
      case 2 -> udp(8472, Envelopes.vxlan(42, frame));
      case 3 -> udp(4790, Envelopes.vxlanGpe(7, 1, inner));
      case 4 -> udp(6081, Envelopes.geneve(9, 0x6558, new byte[8], inner));
      case 5 -> udp(3544, Envelopes.teredo(inner));
      case 6 -> udp(2152, Envelopes.gtpU(255, inner));
      case 7 -> ip(47, Envelopes.gre(0, 0x0800, none, inner));
      case 8 -> ip(47, Envelopes.gre(0x1000, 0x88BE, new byte[4], inner));
      case 9 -> ip(4, inner);
      case 10 -> ip(41, inner);
      case 11 -> Envelopes.ethernet(0x8847, Envelopes.mpls(inner, 16, 17));
      case 12 -> Envelopes.ethernet(0x8864, Envelopes.pppoe(0x21, inner));
      case 13 -> ip(51, Envelopes.ah(4, inner));
      case 14 -> ip(132, inner);
      case 15 -> ip(1, Packets.join(new byte[] {3, 3, 0, 0, 0, 0, 0, 0}, inner));
      default -> inner;
    };
  }

  private static byte[] udp(int port, byte[] payload) {
    return Packets.udp("192.0.2.1", 50_000, "192.0.2.2", port).payload(payload).ethernet();
  }

  private static byte[] ip(int protocol, byte[] body) {
    return Packets.ip(protocol, "192.0.2.1", "192.0.2.2", body).ethernet();
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    ImmutableList.Builder<byte[]> all = ImmutableList.builder();
    for (TimedPacket frame : SampleBytes.frames(2)) {
      all.add(Packets.join(new byte[4], frame.bytes()));
    }
    byte[] v4 = Packets.tcp("10.0.0.1", 40000, "10.0.0.2", 80).flags("PA").payload("GET /").ip();
    byte[] v6 = Packets.udp("fd00::1", 5353, "fd00::2", 53).payload("question").ip();
    for (int type = 0; type < LINK_TYPES.length; type++) {
      all.add(Packets.join(new byte[] {(byte) type, 0, 0, 0}, v4));
      all.add(Packets.join(new byte[] {(byte) type, 0, 0, 0}, v6));
    }
    for (int envelope = 1; envelope < ENVELOPES; envelope++) {
      all.add(Packets.join(new byte[] {0, (byte) envelope, 0, 9}, v4));
    }
    all.add(Packets.join(new byte[] {10, 0, 0, 0}, Packets.tcp("::1", 1, "::2", 2).cooked()));
    all.add(Packets.join(new byte[] {15, 0, 0, 0}, Packets.tcp("::1", 1, "::2", 2).cooked2()));
    all.add(Packets.join(new byte[] {1, 0, 0, 0}, Packets.tcp("::1", 1, "::2", 2).loopback()));
    return all.build();
  }
}
