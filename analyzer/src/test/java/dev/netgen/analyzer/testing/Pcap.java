package dev.netgen.analyzer.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes classic capture files. */
public final class Pcap {
  private final int linkType;
  private boolean nanoseconds;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private Pcap(int linkType) {
    this.linkType = linkType;
  }

  /** Little-endian, microseconds. */
  public static Pcap linkType(int linkType) {
    return new Pcap(linkType);
  }

  /** Ethernet frames with nanoseconds. */
  public static byte[] ethernet(List<TimedPacket> packets) {
    return linkType(1).nanoseconds().write(packets);
  }

  /** Nanoseconds. */
  public Pcap nanoseconds() {
    nanoseconds = true;
    return this;
  }

  /** Big-endian. */
  public Pcap bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** The file. */
  public byte[] write(List<TimedPacket> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(262_144).putInt(linkType);
    out.writeBytes(header.array());
    for (TimedPacket packet : packets) {
      ByteBuffer record = ByteBuffer.allocate(16).order(order);
      long fraction = packet.nanos() % 1_000_000_000L;
      record.putInt((int) (packet.nanos() / 1_000_000_000L));
      record.putInt((int) (nanoseconds ? fraction : fraction / 1000));
      record.putInt(packet.bytes().length).putInt(packet.wire());
      out.writeBytes(record.array());
      out.writeBytes(packet.bytes());
    }
    return out.toByteArray();
  }
}
