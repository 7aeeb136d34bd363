package dev.netgen.analyzer.accuracy;

import dev.netgen.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the outermost IP, TCP and UDP headers of a frame lie. Read by code of its own, so that a
 * transformation does not share the decoder's errors.
 *
 * @param ip index of the IP header
 * @param v6 whether it is IPv6
 * @param protocol 6 or 17
 * @param transport index of the TCP or UDP header
 * @param payload index of the first payload byte
 * @param end index behind the payload, as the IP header tells it and as far as it was captured
 */
record Headers(int ip, boolean v6, int protocol, int transport, int payload, int end) {
  static final int TCP = 6;
  static final int UDP = 17;
  static final int SYN = 2;

  /** The headers, or null where the frame holds no whole TCP or UDP header behind IP. */
  static @Nullable Headers of(int linkType, byte[] frame) {
    int ip = ipAt(linkType, frame);
    if (ip < 0 || frame.length < ip + 20) {
      return null;
    }
    return (frame[ip] & 0xF0) == 0x60 ? v6(ip, frame) : v4(ip, frame);
  }

  /** Index of the IP header, or -1. */
  private static int ipAt(int linkType, byte[] frame) {
    return switch (linkType) {
      case 1 -> ethernet(frame);
      case 113 -> 16;
      case 276 -> 20;
      case 0, 108 -> 4;
      case 12, 14, 101, 228, 229 -> 0;
      default -> -1;
    };
  }

  private static int ethernet(byte[] frame) {
    int at = 12;
    while (frame.length >= at + 6) {
      int type = u16(frame, at);
      if (type == 0x0800 || type == 0x86DD) {
        return at + 2;
      }
      if (type != 0x8100 && type != 0x88A8) {
        return -1;
      }
      at += 4;
    }
    return -1;
  }

  private static @Nullable Headers v4(int ip, byte[] frame) {
    if ((frame[ip] & 0xF0) != 0x40 || (u16(frame, ip + 6) & 0x3FFF) != 0) {
      return null;
    }
    int total = u16(frame, ip + 2);
    int end = total == 0 ? frame.length : Math.min(frame.length, ip + total);
    return transport(ip, false, frame[ip + 9], ip + (frame[ip] & 0xF) * 4, end, frame);
  }

  private static @Nullable Headers v6(int ip, byte[] frame) {
    if (frame.length < ip + 40) {
      return null;
    }
    int end = Math.min(frame.length, ip + 40 + u16(frame, ip + 4));
    return transport(ip, true, frame[ip + 6], ip + 40, end, frame);
  }

  private static @Nullable Headers transport(
      int ip, boolean v6, int protocol, int at, int end, byte[] frame) {
    if (protocol == UDP && end >= at + 8) {
      return new Headers(ip, v6, protocol, at, at + 8, end);
    }
    if (protocol == TCP && end >= at + 20) {
      int payload = at + ((frame[at + 12] >> 4) & 0xF) * 4;
      return new Headers(ip, v6, protocol, at, Math.min(end, payload), end);
    }
    return null;
  }

  /** Bytes of payload that were captured. */
  int payloadLength() {
    return end - payload;
  }

  IpAddress source(byte[] frame) {
    return address(frame, ip + (v6 ? 8 : 12));
  }

  IpAddress destination(byte[] frame) {
    return address(frame, ip + (v6 ? 24 : 16));
  }

  private IpAddress address(byte[] frame, int at) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    return v6
        ? new IpAddress(in.getLong(at), in.getLong(at + 8), true)
        : new IpAddress(0, Integer.toUnsignedLong(in.getInt(at)), false);
  }

  int sourcePort(byte[] frame) {
    return u16(frame, transport);
  }

  int destinationPort(byte[] frame) {
    return u16(frame, transport + 2);
  }

  /** Whether a TCP segment has all these flags; never of UDP. */
  boolean flag(byte[] frame, int bits) {
    return protocol == TCP && (frame[transport + 13] & bits) == bits;
  }

  /** A frame with an address and port put in place of the source's or the destination's. */
  byte[] rewritten(byte[] frame, boolean source, IpAddress address, int port) {
    byte[] changed = Arrays.copyOf(frame, frame.length);
    ByteBuffer out = ByteBuffer.wrap(changed);
    if (v6) {
      out.putLong(ip + (source ? 8 : 24), address.high());
      out.putLong(ip + (source ? 16 : 32), address.low());
    } else {
      out.putInt(ip + (source ? 12 : 16), (int) address.low());
    }
    out.putShort(transport + (source ? 0 : 2), (short) port);
    return changed;
  }

  static int u16(byte[] frame, int at) {
    return (frame[at] & 0xFF) << 8 | (frame[at + 1] & 0xFF);
  }
}
