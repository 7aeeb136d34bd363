package dev.netgen.analyzer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pcapng files block by block. */
@SuppressWarnings("ByteBufferBackingArray") // all buffers here come from allocate
public final class Pcapng {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private Pcapng() {}

  /** A file that begins with a little-endian section. */
  public static Pcapng create() {
    return startingWith(ByteOrder.LITTLE_ENDIAN);
  }

  /** A file that begins with a section in this byte order. */
  public static Pcapng startingWith(ByteOrder order) {
    return new Pcapng().section(order);
  }

  /** A new section. */
  public Pcapng section(ByteOrder byteOrder) {
    order = byteOrder;
    ByteBuffer body = buffer(16).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0);
    return block(0x0A0D0D0A, body.putLong(-1).array());
  }

  /** An interface with options given as bytes ({@link #option}). */
  public Pcapng describe(int linkType, int snapLength, byte[]... options) {
    ByteBuffer body = buffer(8).putShort((short) linkType).putShort((short) 0);
    return block(1, Packets.join(body.putInt(snapLength).array(), Packets.join(options)));
  }

  /** An option, padded. */
  public byte[] option(int code, byte[] value) {
    byte[] head = buffer(4).putShort((short) code).putShort((short) value.length).array();
    return Packets.join(head, padded(value));
  }

  /** The option if_name. */
  public byte[] name(String name) {
    return option(2, name.getBytes(UTF_8));
  }

  /** An option of 64 bits. */
  public byte[] option64(int code, long value) {
    return option(code, buffer(8).putLong(value).array());
  }

  /** An enhanced packet block; time in the interface's units. */
  public Pcapng packet(int captureInterface, long units, byte[] bytes) {
    ByteBuffer body = buffer(20).putInt(captureInterface);
    body.putInt((int) (units >>> 32)).putInt((int) units);
    body.putInt(bytes.length).putInt(bytes.length);
    return block(6, Packets.join(body.array(), padded(bytes)));
  }

  /** A simple packet block. */
  public Pcapng simple(byte[] bytes, int wire) {
    return block(3, Packets.join(buffer(4).putInt(wire).array(), padded(bytes)));
  }

  /** An obsolete packet block with a count of drops. */
  public Pcapng obsolete(int captureInterface, int drops, long units, byte[] bytes) {
    ByteBuffer body = buffer(20).putShort((short) captureInterface).putShort((short) drops);
    body.putInt((int) (units >>> 32)).putInt((int) units);
    body.putInt(bytes.length).putInt(bytes.length);
    return block(2, Packets.join(body.array(), padded(bytes)));
  }

  /** An interface statistics block. */
  public Pcapng statistics(int captureInterface, byte[]... options) {
    ByteBuffer body = buffer(12).putInt(captureInterface).putLong(0);
    return block(5, Packets.join(body.array(), Packets.join(options)));
  }

  /** A name resolution block of one address (4 or 16 bytes) and its names. */
  public Pcapng names(byte[] address, String... names) {
    byte[] value = Packets.join(address, (String.join("\0", names) + "\0").getBytes(UTF_8));
    ByteBuffer head = buffer(4).putShort((short) (address.length == 4 ? 1 : 2));
    head.putShort((short) value.length);
    return block(4, Packets.join(head.array(), padded(value), new byte[4]));
  }

  /** Any block; the body's length must be a multiple of four. */
  public Pcapng block(int type, byte[] body) {
    out.writeBytes(buffer(8).putInt(type).putInt(12 + body.length).array());
    out.writeBytes(body);
    out.writeBytes(buffer(4).putInt(12 + body.length).array());
    return this;
  }

  /** The file. */
  public byte[] toBytes() {
    return out.toByteArray();
  }

  private ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(order);
  }

  private static byte[] padded(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, (bytes.length + 3) & -4);
  }
}
