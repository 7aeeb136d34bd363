package dev.netgen.model.net;

import org.jspecify.annotations.Nullable;

/** Text forms of addresses: RFC 4291 section 2.2 read strictly, RFC 5952 written. */
final class IpText {
  private static final int GROUPS = 8;
  private static final int MAX_LENGTH = 45;

  private IpText() {}

  static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  static @Nullable IpAddress parseV4(String text) {
    long bits = v4Bits(text);
    return bits < 0 ? null : IpAddress.ofV4((int) bits);
  }

  /** The 32 bits, or -1. */
  private static long v4Bits(String text) {
    if (text.length() > 15) {
      return -1;
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long bits = 0;
    for (String part : parts) {
      int value = v4Part(part);
      if (value < 0) {
        return -1;
      }
      bits = bits << 8 | value;
    }
    return bits;
  }

  private static int v4Part(String part) {
    if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      int digit = part.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 255 ? value : -1;
  }

  static @Nullable IpAddress parseV6(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    int gap = text.indexOf("::");
    if (gap < 0) {
      long[] all = groups(text, GROUPS, true);
      return all == null || all[2] != GROUPS ? null : IpAddress.ofV6(all[0], all[1]);
    }
    String tail = text.substring(gap + 2);
    long[] head = groups(text.substring(0, gap), GROUPS - 1, false);
    long[] rest = tail.contains("::") ? null : groups(tail, GROUPS - 1, true);
    if (head == null || rest == null || head[2] + rest[2] > GROUPS - 1) {
      return null;
    }
    int shift = (int) (GROUPS - head[2]) * 16;
    long high =
        shift >= 64 ? (shift == 128 ? 0 : head[1] << (shift - 64)) : combineHigh(head, shift);
    long low = shift >= 64 ? 0 : head[1] << shift;
    return IpAddress.ofV6(high | rest[0], low | rest[1]);
  }

  private static long combineHigh(long[] head, int shift) {
    return shift == 0 ? head[0] : head[0] << shift | head[1] >>> (64 - shift);
  }

  /** High and low 64 bits (right-aligned) and the number of 16-bit groups, or null. */
  private static long @Nullable [] groups(String text, int most, boolean v4Tail) {
    long high = 0;
    long low = 0;
    int count = 0;
    if (text.isEmpty()) {
      return new long[] {0, 0, 0};
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = v4Tail && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      long value = dotted ? v4Bits(parts[i]) : group(parts[i]);
      int width = dotted ? 2 : 1;
      count += width;
      if (value < 0 || count > most) {
        return null;
      }
      high = high << (16 * width) | low >>> (64 - 16 * width);
      low = low << (16 * width) | value;
    }
    return new long[] {high, low, count};
  }

  private static int group(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      int digit = part.charAt(i) < 128 ? Character.digit(part.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static String formatV4(long bits) {
    return (bits >>> 24 & 255)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  static String formatV6(long high, long low) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (int) ((i < 4 ? high >>> (48 - 16 * i) : low >>> (112 - 16 * i)) & 0xFFFF);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestStart = i;
        bestLength = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
