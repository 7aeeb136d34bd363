package dev.netgen.report;

import dev.netgen.model.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as the bytes of its UTF-8 form, for many lines: what is written goes out without having been
 * characters in between.
 */
public final class TextBytes {
  private static final int FIRST = 128;

  /** The digits of the longest number and its sign. */
  private static final int LONGEST = 20;

  /**
   * A tenth of a number below 2^31 is its product with this, shifted: dividing takes the quick
   * compiler's code longer than all else here.
   */
  private static final long TENTH = 0xCCCC_CCCDL;

  private static final int TENTH_SHIFT = 35;

  private byte[] bytes = new byte[FIRST];
  private int length;

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** The bytes, of which the first {@link #length} count; valid until the next is added. */
  public byte[] bytes() {
    return bytes;
  }

  /** Goes back to no text. */
  public void clear() {
    length = 0;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** One ASCII character. */
  TextBytes ascii(char character) {
    room(1);
    bytes[length++] = (byte) character;
    return this;
  }

  /** Any text. */
  TextBytes text(CharSequence text) {
    return encoded(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Text that is encoded already. */
  TextBytes encoded(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** A number in decimal digits. */
  TextBytes number(long value) {
    if (value < 0) {
      return text(Long.toString(value));
    }
    room(LONGEST);
    int digits = value < 10 ? 1 : digits(value);
    digits(value, length, digits);
    length += digits;
    return this;
  }

  private static int digits(long value) {
    if (value > Integer.MAX_VALUE) {
      return Long.toString(value).length();
    }
    int digits = 1;
    for (int least = 10; digits < 10 && least <= value; least *= 10) {
      digits++;
    }
    return digits;
  }

  private void digits(long value, int at, int width) {
    long rest = value;
    int i = at + width;
    for (; rest > Integer.MAX_VALUE; rest /= 10) {
      bytes[--i] = (byte) ('0' + rest % 10);
    }
    while (i > at) {
      long tenth = (rest * TENTH) >>> TENTH_SHIFT;
      bytes[--i] = (byte) ('0' + rest - 10 * tenth);
      rest = tenth;
    }
  }

  /** A number that is not negative in so many digits, with zeros before it. */
  TextBytes padded(int value, int width) {
    room(width);
    digits(value, length, width);
    length += width;
    return this;
  }

  /** An address in its usual form. */
  TextBytes address(IpAddress address) {
    if (address.v6()) {
      return text(address.toString());
    }
    long bits = address.low();
    number(bits >>> 24 & 255).ascii('.').number(bits >>> 16 & 255).ascii('.');
    return number(bits >>> 8 & 255).ascii('.').number(bits & 255);
  }
}
