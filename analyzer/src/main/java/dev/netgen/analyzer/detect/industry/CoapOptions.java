package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The options of one CoAP message (RFC 7252, section 3.1): a byte of delta and length, more of them
 * where these are long, then the value; FF before what the message carries.
 *
 * @param end the offset behind options, and behind the marker
 * @param named how many bytes of them name a host, a path or a query
 * @param shielded whether the message is one of OSCORE (RFC 8613)
 */
record CoapOptions(int end, int named, boolean shielded) {
  private static final int MARKER = 0xFF;
  private static final int OSCORE = 9;
  private static final int MOST = 64;
  private static final int LONGEST = 1034;

  /** Reads from this offset up to the limit; null where they are none. */
  static @Nullable CoapOptions read(Bytes bytes, int start, int limit) {
    int at = start;
    int number = 0;
    int named = 0;
    boolean shielded = false;
    for (int count = 0; count <= MOST && at <= limit; count++) {
      if (at == limit) {
        return new CoapOptions(at, named, shielded);
      }
      if (bytes.u8(at) == MARKER) {
        return at + 1 < limit ? new CoapOptions(at + 1, named, shielded) : null;
      }
      int deltaAt = at + 1;
      int delta = nibble(bytes, bytes.u8(at) >> 4, deltaAt, limit);
      int lengthAt = deltaAt + more(bytes.u8(at) >> 4);
      int length = nibble(bytes, bytes.u8(at) & 15, lengthAt, limit);
      int value = lengthAt + more(bytes.u8(at) & 15);
      number += delta;
      boolean sound = delta >= 0 && length >= 0 && length <= LONGEST && value + length <= limit;
      if (!sound || !isKnown(bytes, number, value, length)) {
        return null;
      }
      named += isText(number) ? length : 0;
      shielded |= number == OSCORE;
      at = value + length;
    }
    return null;
  }

  private static int more(int nibble) {
    return nibble == 13 ? 1 : nibble == 14 ? 2 : 0;
  }

  private static int nibble(Bytes bytes, int nibble, int at, int limit) {
    return switch (nibble) {
      case 13 -> at + 1 <= limit ? 13 + bytes.u8(at) : -1;
      case 14 -> at + 2 <= limit ? 269 + bytes.u16(at) : -1;
      case 15 -> -1;
      default -> nibble;
    };
  }

  /** Hosts, paths, queries, and proxied addresses. */
  private static boolean isText(int number) {
    return switch (number) {
      case 3, 8, 11, 15, 20, 35, 39 -> true;
      default -> false;
    };
  }

  /** Options that nobody may pass over have odd numbers; those that exist are here. */
  private static boolean isKnown(Bytes bytes, int number, int value, int length) {
    return switch (number) {
      case 3, 8, 11, 15, 20, 35, 39 -> bytes.slice(value, length).printable() == length;
      case 1, 4, 292 -> length <= 8;
      case 5 -> length == 0;
      case 6, 23, 27, 31 -> length <= 3;
      case 7, 12, 17, 16, 258 -> length <= 2;
      case 14, 28, 60 -> length <= 4;
      case OSCORE, 252 -> length <= 255;
      case 19 -> length <= 3;
      default -> number % 2 == 0 && number > 60;
    };
  }
}
