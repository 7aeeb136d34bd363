package dev.netgen.analyzer.accuracy;

import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The packets of a capture, read for transformations by code of its own: pcap, and pcapng of one
 * section, as draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng have them.
 *
 * @param linkType of all packets
 * @param packets in the order of the file
 */
record CaptureFile(int linkType, List<TimedPacket> packets) {
  private static final int NANOS = 0xA1B23C4D;
  private static final int MICROS = 0xA1B2C3D4;
  private static final int SECTION = 0x0A0D0D0A;
  private static final int INTERFACE = 1;
  private static final int ENHANCED = 6;
  private static final int RESOLUTION = 9;

  private record Interface(int linkType, long nanosPerUnit) {}

  /**
   * Reads a file.
   *
   * @throws IOException where it is damaged, of another kind, or has several link types: then it is
   *     not transformed
   */
  static CaptureFile read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readAllBytes();
      boolean gzip = bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
      return of(gzip ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /** The same, empty where it cannot be read. */
  static Optional<CaptureFile> readable(Path file) {
    try {
      return Optional.of(read(file));
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  private static CaptureFile of(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int magic = in.getInt(0);
    if (magic == SECTION) {
      return pcapng(in);
    }
    if (magic != MICROS && magic != NANOS) {
      in.order(ByteOrder.LITTLE_ENDIAN);
    }
    long unit = in.getInt(0) == NANOS ? 1 : 1000;
    if (in.getInt(0) != NANOS && in.getInt(0) != MICROS) {
      throw new IOException("no capture");
    }
    int linkType = in.getInt(20) & 0x3FF_FFFF;
    in.position(24);
    List<TimedPacket> packets = new ArrayList<>();
    while (in.hasRemaining()) {
      long nanos = Integer.toUnsignedLong(in.getInt()) * 1_000_000_000L + in.getInt() * unit;
      packets.add(packet(in, nanos));
    }
    return new CaptureFile(linkType, packets);
  }

  private static TimedPacket packet(ByteBuffer in, long nanos) {
    int captured = in.getInt();
    int wire = in.getInt();
    byte[] bytes = new byte[captured];
    in.get(bytes);
    return new TimedPacket(nanos, bytes, wire);
  }

  private static CaptureFile pcapng(ByteBuffer in) throws IOException {
    in.order(in.getInt(8) == 0x1A2B3C4D ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    List<Interface> interfaces = new ArrayList<>();
    List<TimedPacket> packets = new ArrayList<>();
    while (in.remaining() >= 12) {
      int begin = in.position();
      int type = in.getInt();
      int length = in.getInt();
      if (type == INTERFACE) {
        interfaces.add(described(in, begin + length - 4));
      } else if (type == ENHANCED) {
        Interface at = interfaces.get(in.getInt());
        long units =
            (Integer.toUnsignedLong(in.getInt()) << 32) | Integer.toUnsignedLong(in.getInt());
        packets.add(packet(in, units * at.nanosPerUnit()));
      } else if (type == 3 || type == 2 || (type == SECTION && begin > 0)) {
        throw new IOException("not transformed: simple or old packets, or several sections");
      }
      in.position(begin + length);
    }
    if (interfaces.stream().map(Interface::linkType).distinct().count() != 1) {
      throw new IOException("not transformed: several link types");
    }
    return new CaptureFile(interfaces.get(0).linkType(), packets);
  }

  private static Interface described(ByteBuffer in, int end) throws IOException {
    int linkType = in.getShort() & 0xFFFF;
    in.position(in.position() + 6);
    long unit = 1000;
    while (in.position() + 4 <= end) {
      int option = in.getShort() & 0xFFFF;
      int length = in.getShort() & 0xFFFF;
      if (option == RESOLUTION) {
        int power = in.get(in.position());
        if (power < 0 || power > 9) {
          throw new IOException("not transformed: unusual resolution");
        }
        unit = (long) Math.pow(10, 9 - power);
      }
      in.position(in.position() + (length + 3) / 4 * 4);
    }
    return new Interface(linkType, unit);
  }

  /** The same link with other packets. */
  CaptureFile with(List<TimedPacket> others) {
    return new CaptureFile(linkType, others);
  }

  /** Writes it as a pcap file with nanoseconds. */
  void write(Path file) throws IOException {
    Files.write(file, Pcap.linkType(linkType).nanoseconds().write(packets));
  }
}
