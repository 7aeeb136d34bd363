package dev.netgen.analyzer.detect.tls;

import com.google.common.base.Splitter;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Cipher suites: their names, and which of them protect nothing (IANA "TLS Cipher Suites"). */
final class TlsSuites {
  /** No encryption: NULL ciphers and the integrity-only suites of RFC 9150. */
  private static final ImmutableSet<Integer> NULL =
      ImmutableSet.of(
          0x0000, 0x0001, 0x0002, 0x002C, 0x002D, 0x002E, 0x003B, 0x00B0, 0x00B1, 0x00B4, 0x00B5,
          0x00B8, 0x00B9, 0xC001, 0xC006, 0xC00B, 0xC010, 0xC015, 0xC039, 0xC03A, 0xC03B, 0xC0B4,
          0xC0B5);

  /** Encryption with whoever answers: DH_anon and ECDH_anon. */
  private static final ImmutableSet<Integer> ANONYMOUS =
      ImmutableSet.of(
          0x0017, 0x0018, 0x0019, 0x001A, 0x001B, 0x0034, 0x003A, 0x0046, 0x006C, 0x006D, 0x0089,
          0x009B, 0x00A6, 0x00A7, 0x00BF, 0x00C5, 0xC016, 0xC017, 0xC018, 0xC019, 0xC046, 0xC047,
          0xC05A, 0xC05B, 0xC084, 0xC085);

  /** Keys of 40 or 56 bits, made to be broken. */
  private static final ImmutableSet<Integer> EXPORT =
      ImmutableSet.of(
          0x0003, 0x0006, 0x0008, 0x000B, 0x000E, 0x0011, 0x0014, 0x0017, 0x0019, 0x0026, 0x0027,
          0x0028, 0x0029, 0x002A, 0x002B, 0x0060, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065);

  private static final Supplier<ImmutableMap<Integer, String>> NAMES =
      Suppliers.memoize(TlsSuites::names);

  private TlsSuites() {}

  static boolean withoutEncryption(int suite) {
    return NULL.contains(suite);
  }

  static boolean anonymous(int suite) {
    return ANONYMOUS.contains(suite);
  }

  static boolean export(int suite) {
    return EXPORT.contains(suite);
  }

  /** The IANA name, or the number as {@code 0x1301}. */
  static String name(int suite) {
    String name = NAMES.get().get(suite);
    return name == null ? TlsNames.hex(suite) : name;
  }

  private static ImmutableMap<Integer, String> names() {
    try {
      String text =
          Resources.toString(
              Resources.getResource(TlsSuites.class, "suites.txt"), StandardCharsets.US_ASCII);
      ImmutableMap.Builder<Integer, String> names = ImmutableMap.builder();
      for (String line : Splitter.on('\n').omitEmptyStrings().split(text)) {
        if (!line.startsWith("#")) {
          List<String> words = Splitter.on(' ').splitToList(line);
          names.put(Integer.parseInt(words.get(0), 16), words.get(1));
        }
      }
      return names.buildOrThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
