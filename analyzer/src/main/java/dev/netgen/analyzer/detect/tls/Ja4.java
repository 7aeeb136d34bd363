package dev.netgen.analyzer.detect.tls;

import com.google.common.hash.Hashing;
import dev.netgen.analyzer.detect.api.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fingerprint JA4 of a TLS client (FoxIO, "JA4: TLS Client Fingerprinting", technical details):
 * what it offers, whatever the order it offers it in. Values reserved by GREASE (RFC 8701) are left
 * out.
 *
 * <pre>
 * t13d1516h2_8daaf6152771_e5627efa2ab1
 * | | ||  | |  ciphers      extensions, signature algorithms: sorted, SHA-256, 12 digits
 * | | ||  | first and last character of the first ALPN name
 * | | || extensions
 * | | |ciphers, at most 99
 * | | d: a name is asked for, i: none
 * | highest version
 * t TCP, q QUIC, d DTLS
 * </pre>
 */
final class Ja4 {
  private static final int DIGITS = 12;
  private static final int MOST_COUNTED = 99;

  private Ja4() {}

  static String of(TlsHello hello, char transport) {
    List<String> ciphers = numbers(hello.suites(), 0);
    List<String> extensions = new ArrayList<>();
    int count = 0;
    for (int type : hello.extensions().types()) {
      if (isGrease(type)) {
        continue;
      }
      count++;
      if (type != TlsHello.SERVER_NAME && type != TlsHello.ALPN) {
        extensions.add(hex(type));
      }
    }
    String head =
        transport
            + version(hello)
            + (hello.extensions().has(TlsHello.SERVER_NAME) ? "d" : "i")
            + twoDigits(ciphers.size())
            + twoDigits(count)
            + alpn(hello);
    return head + "_" + hash(sorted(ciphers)) + "_" + hash(withSignatures(hello, extensions));
  }

  private static String sorted(List<String> numbers) {
    return String.join(",", numbers.stream().sorted().toList());
  }

  private static String withSignatures(TlsHello hello, List<String> extensions) {
    Bytes data = hello.extensions().get(TlsHello.SIGNATURE_ALGORITHMS);
    List<String> algorithms = numbers(data, 2);
    String text = sorted(extensions);
    return algorithms.isEmpty() || text.isEmpty()
        ? text
        : text + "_" + String.join(",", algorithms);
  }

  /** The 16-bit numbers from this offset on. */
  private static List<String> numbers(Bytes bytes, int from) {
    List<String> numbers = new ArrayList<>();
    for (int at = from; bytes.has(at, 2); at += 2) {
      if (!isGrease(bytes.u16(at))) {
        numbers.add(hex(bytes.u16(at)));
      }
    }
    return numbers;
  }

  private static boolean isGrease(int number) {
    return (number & 0x0F0F) == 0x0A0A && number >>> 8 == (number & 0xFF);
  }

  private static String version(TlsHello hello) {
    Bytes offered = hello.extensions().get(TlsHello.SUPPORTED_VERSIONS);
    int highest = 0;
    for (int at = 1; offered.has(at, 2); at += 2) {
      int version = offered.u16(at);
      highest = isGrease(version) ? highest : higher(version, highest);
    }
    return switch (highest == 0 ? hello.legacyVersion() : highest) {
      case 0x0304 -> "13";
      case 0x0303 -> "12";
      case 0x0302 -> "11";
      case 0x0301 -> "10";
      case 0x0300 -> "s3";
      case 0x0002 -> "s2";
      case 0xFEFF -> "d1";
      case 0xFEFD -> "d2";
      case 0xFEFC -> "d3";
      default -> "00";
    };
  }

  /** Of DTLS the lower number is the higher version. */
  private static int higher(int one, int other) {
    boolean datagrams = one >>> 8 == 0xFE && other >>> 8 == 0xFE;
    return datagrams ? Math.min(one, other) : Math.max(one, other);
  }

  private static String alpn(TlsHello hello) {
    List<String> names = hello.alpn();
    if (names.isEmpty() || names.get(0).isEmpty()) {
      return "00";
    }
    String name = names.get(0);
    char first = name.charAt(0);
    char last = name.charAt(name.length() - 1);
    if (isAlphanumeric(first) && isAlphanumeric(last)) {
      return "" + first + last;
    }
    String digits = "0123456789abcdef";
    return "" + digits.charAt((first >> 4) & 0xF) + digits.charAt(last & 0xF);
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static String twoDigits(int count) {
    int shown = Math.min(count, MOST_COUNTED);
    return "" + shown / 10 + shown % 10;
  }

  private static String hex(int number) {
    return TlsNames.hex(number).substring(2).toLowerCase(Locale.ROOT);
  }

  private static String hash(String text) {
    return text.isEmpty()
        ? "0".repeat(DIGITS)
        : Hashing.sha256()
            .hashString(text, StandardCharsets.US_ASCII)
            .toString()
            .substring(0, DIGITS);
  }
}
