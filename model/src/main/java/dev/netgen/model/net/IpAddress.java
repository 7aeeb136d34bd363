package dev.netgen.model.net;

/**
 * An IPv4 or IPv6 address as a value: 128 bits in two longs, an IPv4 address in the low 32 bits.
 *
 * <p>IPv4-mapped IPv6 addresses ({@code ::ffff:a.b.c.d}, RFC 4291 section 2.5.5.2) become the IPv4
 * address. Ordered IPv4 before IPv6, then by unsigned value. Parsing is strict: four decimal parts
 * without leading zeros, or RFC 4291 section 2.2 text without a zone; printing follows RFC 5952.
 */
public record IpAddress(long high, long low, boolean v6) implements Comparable<IpAddress> {

  /** Normalises IPv4-mapped addresses and checks that an IPv4 value fits 32 bits. */
  public IpAddress {
    if (v6 && high == 0 && (low >>> 32) == 0xFFFFL) {
      v6 = false;
      low &= 0xFFFF_FFFFL;
    }
    if (!v6 && (high != 0 || (low >>> 32) != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /** The IPv4 address of these 32 bits in network order. */
  public static IpAddress ofV4(int bits) {
    return new IpAddress(0, bits & 0xFFFF_FFFFL, false);
  }

  /** The IPv6 address (or mapped IPv4 address) of these 128 bits. */
  public static IpAddress ofV6(long high, long low) {
    return new IpAddress(high, low, true);
  }

  /** Parses the text form; throws IllegalArgumentException with the text quoted. */
  public static IpAddress parse(String text) {
    IpAddress address = text.indexOf(':') >= 0 ? IpText.parseV6(text) : IpText.parseV4(text);
    if (address == null) {
      throw new IllegalArgumentException("\"" + IpText.shorten(text) + "\" is not an IP address");
    }
    return address;
  }

  /** 32 or 128. */
  public int bits() {
    return v6 ? 128 : 32;
  }

  /** Loopback: 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return v6 ? high == 0 && low == 1 : (low >>> 24) == 127;
  }

  /** 0.0.0.0 or ::. */
  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  /** Link-local: 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291). */
  public boolean isLinkLocal() {
    return v6 ? (high >>> 54) == 0x3FA : (low >>> 16) == 0xA9FE;
  }

  /** Multicast: 224.0.0.0/4 or ff00::/8. */
  public boolean isMulticast() {
    return v6 ? (high >>> 56) == 0xFF : (low >>> 28) == 0xE;
  }

  /** The limited broadcast address 255.255.255.255. */
  public boolean isBroadcast() {
    return !v6 && low == 0xFFFF_FFFFL;
  }

  /**
   * For use inside one administration: RFC 1918, shared address space (RFC 6598, 100.64.0.0/10) or
   * unique local IPv6 (RFC 4193, fc00::/7).
   */
  public boolean isPrivate() {
    if (v6) {
      return (high >>> 57) == 0x7E;
    }
    return (low >>> 24) == 10
        || (low >>> 20) == 0xAC1
        || (low >>> 16) == 0xC0A8
        || (low >>> 22) == (0x6440_0000L >>> 22);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && low == that.low && high == that.high && v6 == that.v6;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  @Override
  public int compareTo(IpAddress other) {
    if (v6 != other.v6) {
      return v6 ? 1 : -1;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return v6 ? IpText.formatV6(high, low) : IpText.formatV4(low);
  }
}
