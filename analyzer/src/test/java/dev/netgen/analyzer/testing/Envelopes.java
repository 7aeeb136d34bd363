package dev.netgen.analyzer.testing;

import static dev.netgen.analyzer.testing.Packets.join;
import static dev.netgen.analyzer.testing.Packets.shorts;

import java.util.Arrays;

/** Headers of tunnels and links around a frame or an IP packet, byte by byte. */
public final class Envelopes {
  private Envelopes() {}

  /** Bytes by their values. */
  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** VXLAN: an Ethernet frame. */
  public static byte[] vxlan(int vni, byte[] frame) {
    return join(bytes(8, 0, 0, 0, vni >> 16, vni >> 8, vni, 0), frame);
  }

  /** VXLAN-GPE: 1 IPv4, 2 IPv6, 3 Ethernet, 4 NSH. */
  public static byte[] vxlanGpe(int vni, int protocol, byte[] inner) {
    return join(bytes(0x0C, 0, 0, protocol, vni >> 16, vni >> 8, vni, 0), inner);
  }

  /** A service header of 24 bytes with metadata type 1. */
  public static byte[] nsh(int protocol, byte[] inner) {
    return join(bytes(0x0F, 0xC6, 1, protocol, 0, 0, 9, 255), new byte[16], inner);
  }

  /** Geneve with options; their length is a multiple of 4. */
  public static byte[] geneve(int vni, int type, byte[] options, byte[] inner) {
    byte[] first = bytes(options.length / 4, 0, type >> 8, type, vni >> 16, vni >> 8, vni, 0);
    return join(first, options, inner);
  }

  /** GRE: flags and version, protocol, then whatever fields the flags ask for. */
  public static byte[] gre(int flags, int type, byte[] fields, byte[] inner) {
    return join(shorts(flags, type), fields, inner);
  }

  /** An IEEE 802.11 data frame with quality of service, IPv4 behind LLC and SNAP. */
  public static byte[] wlan(byte[] ip) {
    return join(bytes(0x88, 1), new byte[24], bytes(0xAA, 0xAA, 3, 0, 0, 0, 8, 0), ip);
  }

  /** An MPLS label stack with the last label marked. */
  public static byte[] mpls(byte[] inner, int... labels) {
    byte[] stack = new byte[0];
    for (int i = 0; i < labels.length; i++) {
      int last = i + 1 == labels.length ? 1 : 0;
      stack = join(stack, bytes(labels[i] >> 12, labels[i] >> 4, labels[i] << 4 | last, 64));
    }
    return join(stack, inner);
  }

  /** A PPPoE session packet with this PPP protocol. */
  public static byte[] pppoe(int protocol, byte[] inner) {
    return join(bytes(0x11, 0), shorts(7, inner.length + 2, protocol), inner);
  }

  /** IPv6 in Teredo, behind an authentication and an origin indication. */
  public static byte[] teredo(byte[] inner) {
    byte[] authentication = join(bytes(0, 1, 2, 3), new byte[2 + 3 + 8 + 1]);
    return join(authentication, bytes(0, 0, 1, 2, 3, 4, 5, 6), inner);
  }

  /** GTP-U of this message type, with a sequence number and one extension header. */
  public static byte[] gtpU(int type, byte[] inner) {
    byte[] optional = bytes(0, 5, 0, 0x85, 1, 0, 9, 0);
    byte[] rest = join(optional, inner);
    return join(bytes(0x36, type), shorts(rest.length, 0, 77), rest);
  }

  /** An authentication header with 12 bytes of check value. */
  public static byte[] ah(int next, byte[] inner) {
    return join(bytes(next, 4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1), new byte[12], inner);
  }

  /** ESP without encryption: padded to 4 bytes, with so many bytes of check value. */
  public static byte[] espNull(int next, byte[] inner, int iv, int check) {
    int padding = -(inner.length + 2) & 3;
    byte[] trailer = Arrays.copyOf(bytes(1, 2, 3), padding);
    byte[] value = new byte[check];
    Arrays.fill(value, (byte) 0xA5);
    byte[] header = join(bytes(0, 0, 16, 1, 0, 0, 0, 1), new byte[iv]);
    return join(header, inner, trailer, bytes(padding, next), value);
  }

  /** MACsec with a channel identifier; {@code bits} are E (8) and C (4). */
  public static byte[] macsec(int bits, int type, byte[] inner) {
    byte[] tag = join(bytes(0x20 | bits, 0, 0, 0, 0, 1), new byte[8], shorts(type));
    return join(tag, inner, new byte[16]);
  }

  /** An Ethernet frame of any type. */
  public static byte[] ethernet(int type, byte[] inner) {
    return join(bytes(2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1), shorts(type), inner);
  }

  /** With these bytes in place of what was there. */
  public static byte[] with(byte[] packet, int index, int... values) {
    byte[] changed = packet.clone();
    System.arraycopy(bytes(values), 0, changed, index, values.length);
    return changed;
  }

  /** With the Internet checksum of a range put at an index inside it, from a start sum. */
  public static byte[] checksummed(byte[] packet, int begin, int end, int at, long start) {
    byte[] changed = with(packet, at, 0, 0);
    long sum = start;
    for (int i = begin; i < end; i++) {
      sum += (changed[i] & 0xFF) << (((i - begin) & 1) == 0 ? 8 : 0);
    }
    while (sum > 0xFFFF) {
      sum = (sum & 0xFFFF) + (sum >> 16);
    }
    return with(changed, at, (int) (~sum >> 8) & 0xFF, (int) ~sum & 0xFF);
  }
}
