package dev.netgen.analyzer.detect.tls;

import java.util.Locale;

/** Names of numbers on the wire: versions and key-exchange groups (IANA "TLS Supported Groups"). */
final class TlsNames {
  private TlsNames() {}

  /** A number as IANA's tables write it: {@code 0x1302}. */
  static String hex(int number) {
    String digits = Integer.toHexString(number).toUpperCase(Locale.ROOT);
    return "0x" + "0000".substring(Math.min(4, digits.length())) + digits;
  }

  /** A version without the protocol's name, but for SSL: {@code 1.3}, {@code SSL 3.0}. */
  static String version(int version) {
    return switch (version) {
      case 0x0002 -> "SSL 2.0";
      case 0x0300 -> "SSL 3.0";
      case 0x0301 -> "1.0";
      case 0x0302 -> "1.1";
      case 0x0303, 0xFEFD -> "1.2";
      case 0x0304, 0xFEFC -> "1.3";
      case 0xFEFF, 0x0100 -> "1.0";
      default -> version >>> 8 == 0x7F ? "1.3 draft " + (version & 0xFF) : hex(version);
    };
  }

  /** A version with the protocol's name: {@code TLS 1.3}, {@code DTLS 1.2}, {@code SSL 3.0}. */
  static String protocol(int version) {
    String text = version(version);
    if (text.startsWith("SSL")) {
      return text;
    }
    boolean datagrams = version >>> 8 == 0xFE || version == 0x0100;
    return (datagrams ? "DTLS " : "TLS ") + text;
  }

  /** A named group. */
  static String group(int group) {
    return switch (group) {
      case 0x0013 -> "secp192r1";
      case 0x0015 -> "secp224r1";
      case 0x0016 -> "secp256k1";
      case 0x0017 -> "secp256r1";
      case 0x0018 -> "secp384r1";
      case 0x0019 -> "secp521r1";
      case 0x001A -> "brainpoolP256r1";
      case 0x001B -> "brainpoolP384r1";
      case 0x001C -> "brainpoolP512r1";
      case 0x001D -> "x25519";
      case 0x001E -> "x448";
      case 0x0029 -> "curveSM2";
      case 0x0100 -> "ffdhe2048";
      case 0x0101 -> "ffdhe3072";
      case 0x0102 -> "ffdhe4096";
      case 0x0103 -> "ffdhe6144";
      case 0x0104 -> "ffdhe8192";
      case 0x0200 -> "MLKEM512";
      case 0x0201 -> "MLKEM768";
      case 0x0202 -> "MLKEM1024";
      case 0x11EB -> "SecP256r1MLKEM768";
      case 0x11EC -> "X25519MLKEM768";
      case 0x11ED -> "SecP384r1MLKEM1024";
      case 0x6399 -> "X25519Kyber768Draft00";
      default -> hex(group);
    };
  }
}
