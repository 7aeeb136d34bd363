package dev.netgen.analyzer.testing;

import dev.netgen.model.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one packet: {@code Packets.tcp("10.0.0.1", 40000, "10.0.0.2", 80).flags("PA").seq(1)
 * .payload("GET /").ethernet()}. The addresses decide between IPv4 and IPv6. Checksums stay zero.
 */
public final class Packets {
  private final int protocol;
  private final IpAddress source;
  private final IpAddress destination;
  private final int sourcePort;
  private final int destinationPort;
  private int flags;
  private long sequence;
  private long acknowledgement;
  private byte[] payload = new byte[0];
  private byte[] transport = new byte[0];
  private boolean given;

  private Packets(int protocol, String source, int sourcePort, String destination, int port) {
    this.protocol = protocol;
    this.source = IpAddress.parse(source);
    this.destination = IpAddress.parse(destination);
    this.sourcePort = sourcePort;
    this.destinationPort = port;
  }

  /** A TCP segment without flags. */
  public static Packets tcp(String source, int sourcePort, String destination, int port) {
    return new Packets(6, source, sourcePort, destination, port);
  }

  /** An empty datagram. */
  public static Packets udp(String source, int sourcePort, String destination, int port) {
    return new Packets(17, source, sourcePort, destination, port);
  }

  /** An IP packet with any protocol number and payload. */
  public static Packets ip(int protocol, String source, String destination, byte[] body) {
    Packets packet = new Packets(protocol, source, 0, destination, 0);
    packet.transport = body;
    packet.given = true;
    return packet;
  }

  /** ICMP or ICMPv6 destination unreachable with this code, quoting an IP packet. */
  public static Packets unreachable(String source, String destination, int code, byte[] quoted) {
    boolean v6 = IpAddress.parse(source).v6();
    byte[] body = join(new byte[] {(byte) (v6 ? 1 : 3), (byte) code, 0, 0, 0, 0, 0, 0}, quoted);
    return ip(v6 ? 58 : 1, source, destination, body);
  }

  /** TCP flags by their letters: S, A, F, R, P. */
  public Packets flags(String letters) {
    flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      int bit = "FSRPA".indexOf(letters.charAt(i));
      if (bit < 0) {
        throw new IllegalArgumentException("flags " + letters);
      }
      flags |= 1 << bit;
    }
    return this;
  }

  /** Sequence number. */
  public Packets seq(long number) {
    sequence = number;
    return this;
  }

  /** Acknowledgement number; the flag is set apart. */
  public Packets ack(long number) {
    acknowledgement = number;
    return this;
  }

  /** Payload, one byte a character. */
  public Packets payload(String text) {
    return payload(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Payload. */
  public Packets payload(byte[] bytes) {
    payload = bytes;
    return this;
  }

  /** The IP packet. */
  public byte[] ip() {
    byte[] body = transport();
    return source.v6() ? v6(protocol, body) : v4(body, 0);
  }

  /** The IPv4 packet with this word of fragment flags and offset. */
  public byte[] fragment(int flagsAndOffset) {
    return v4(transport(), flagsAndOffset);
  }

  /**
   * The bytes from {@code from} on of the IP payload, as a fragment of the datagram with this id;
   * {@code to} is beyond the end for the last.
   */
  public byte[] piece(int id, int from, int to) {
    byte[] all = transport();
    byte[] part = Arrays.copyOfRange(all, from, Math.min(to, all.length));
    int more = to < all.length ? 1 : 0;
    if (source.v6()) {
      return v6(44, join(shorts(protocol << 8, from | more, 0, id), part));
    }
    byte[] packet = v4(part, from / 8 | more << 13);
    packet[4] = (byte) (id >> 8);
    packet[5] = (byte) id;
    return packet;
  }

  /** The IPv6 packet behind extension headers: {@code first} is the first one's number. */
  public byte[] behind(int first, byte[] extensions) {
    return v6(first, join(extensions, transport()));
  }

  /** The IP packet in an Ethernet frame under these 802.1Q ids, outermost first. */
  public byte[] ethernet(int... vlans) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1});
    for (int i = 0; i < vlans.length; i++) {
      frame.writeBytes(shorts(i + 1 < vlans.length ? 0x88A8 : 0x8100, vlans[i]));
    }
    frame.writeBytes(shorts(etherType()));
    frame.writeBytes(ip());
    return frame.toByteArray();
  }

  /** In a Linux cooked frame, version 1. */
  public byte[] cooked() {
    return join(shorts(0, 1, 6, 0, 0, 0, 0, etherType()), ip());
  }

  /** In a Linux cooked frame, version 2. */
  public byte[] cooked2() {
    return join(shorts(etherType(), 0, 0, 2, 1, 6, 0, 0, 0, 0), ip());
  }

  /** In a BSD loopback frame of a little-endian machine. */
  public byte[] loopback() {
    return join(new byte[] {(byte) (source.v6() ? 30 : 2), 0, 0, 0}, ip());
  }

  private int etherType() {
    return source.v6() ? 0x86DD : 0x0800;
  }

  private byte[] transport() {
    if (given) {
      return transport;
    }
    if (protocol == 17) {
      return join(shorts(sourcePort, destinationPort, 8 + payload.length, 0), payload);
    }
    ByteBuffer header = ByteBuffer.allocate(20);
    header.putShort((short) sourcePort).putShort((short) destinationPort);
    header.putInt((int) sequence).putInt((int) acknowledgement);
    header.put((byte) 0x50).put((byte) flags).putShort((short) 65535);
    return join(header.array(), payload);
  }

  private byte[] v4(byte[] body, int fragment) {
    ByteBuffer header = ByteBuffer.allocate(20);
    header.put((byte) 0x45).put((byte) 0).putShort((short) (20 + body.length));
    header.putShort((short) 1).putShort((short) fragment).put((byte) 64).put((byte) protocol);
    header.putShort((short) 0).putInt((int) source.low()).putInt((int) destination.low());
    return join(header.array(), body);
  }

  private byte[] v6(int next, byte[] body) {
    ByteBuffer header = ByteBuffer.allocate(40);
    header.putInt(0x6000_0000).putShort((short) body.length).put((byte) next).put((byte) 64);
    header.putLong(source.high()).putLong(source.low());
    header.putLong(destination.high()).putLong(destination.low());
    return join(header.array(), body);
  }

  /** 16-bit numbers in network byte order. */
  public static byte[] shorts(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      buffer.putShort((short) value);
    }
    return buffer.array();
  }

  /** Bytes one after another. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
