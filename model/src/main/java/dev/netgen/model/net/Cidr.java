package dev.netgen.model.net;

import java.util.Comparator;

/** An address range in CIDR form (RFC 4632), host bits zero. Ordered by base, then prefix. */
public record Cidr(IpAddress base, int prefix) implements Comparable<Cidr> {
  private static final Comparator<Cidr> ORDER =
      Comparator.comparing(Cidr::base).thenComparingInt(Cidr::prefix);

  /** Checks the prefix length and clears the host bits. */
  public Cidr {
    if (prefix < 0 || prefix > base.bits()) {
      throw new IllegalArgumentException("prefix /" + prefix + " does not fit " + base);
    }
    base = mask(base, prefix);
  }

  /** The range of one address: /32 or /128 by its family. */
  public static Cidr of(IpAddress address) {
    return new Cidr(address, address.bits());
  }

  /** Parses {@code address/prefix}; host bits may be set and are cleared. */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String digits = slash < 0 ? "" : text.substring(slash + 1);
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(
          "\"" + IpText.shorten(text) + "\" is not a range like 10.0.0.0/8");
    }
    return new Cidr(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(digits));
  }

  /** Whether the address is of this family and inside. */
  public boolean contains(IpAddress address) {
    return address.v6() == base.v6() && mask(address, prefix).equals(base);
  }

  /** Whether every address of the other range is inside. */
  public boolean contains(Cidr other) {
    return other.prefix >= prefix && contains(other.base);
  }

  private static IpAddress mask(IpAddress address, int prefix) {
    if (!address.v6()) {
      long keep = prefix == 0 ? 0 : 0xFFFF_FFFFL << (32 - prefix) & 0xFFFF_FFFFL;
      return new IpAddress(0, address.low() & keep, false);
    }
    long high = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
    long low = prefix <= 64 ? 0 : -1L << (128 - prefix);
    return new IpAddress(address.high() & high, address.low() & low, true);
  }

  @Override
  public int compareTo(Cidr other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return base + "/" + prefix;
  }
}
