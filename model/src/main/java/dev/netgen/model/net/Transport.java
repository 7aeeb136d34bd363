package dev.netgen.model.net;

import java.util.Locale;
import java.util.Optional;

/** The transports that have ports and that policies can name. */
public enum Transport {
  TCP(6),
  UDP(17),
  SCTP(132);

  private final int protocolNumber;
  private final String keyword;
  private final Optional<Transport> present;

  Transport(int protocolNumber) {
    this.protocolNumber = protocolNumber;
    this.keyword = name().toLowerCase(Locale.ROOT);
    this.present = Optional.of(this);
  }

  /** The number in the IPv4 protocol or IPv6 next header field (IANA "Protocol Numbers"). */
  public int protocolNumber() {
    return protocolNumber;
  }

  /** The lower-case IANA keyword. */
  public String keyword() {
    return keyword;
  }

  /** The transport with this IP protocol number, if it is one of these. */
  public static Optional<Transport> ofProtocolNumber(int number) {
    return switch (number) {
      case 6 -> TCP.present;
      case 17 -> UDP.present;
      case 132 -> SCTP.present;
      default -> Optional.empty();
    };
  }

  /** The transport with this keyword in any case; throws IllegalArgumentException otherwise. */
  public static Transport parse(String keyword) {
    return switch (keyword.toLowerCase(Locale.ROOT)) {
      case "tcp" -> TCP;
      case "udp" -> UDP;
      case "sctp" -> SCTP;
      default -> throw new IllegalArgumentException("unknown transport \"" + keyword + "\"");
    };
  }
}
