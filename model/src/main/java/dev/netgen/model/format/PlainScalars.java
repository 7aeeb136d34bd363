package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableSet;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Scalars of which no reader of YAML thinks otherwise; null for all others. */
final class PlainScalars {
  /** Words that some version of YAML reads as something else than themselves. */
  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private static final int LONGEST = 1 << 16;
  private static final int DIGITS = 9;

  /** The bits of {@code - . / 0..9}. */
  private static final long WORD_LOW = 0x03FF_E000_0000_0000L;

  /** The bits of {@code A..Z _ a..z}, less 64. */
  private static final long WORD_HIGH = 0x07FF_FFFE_87FF_FFFEL;

  /** A power of two. */
  private static final int KEYS = 64;

  private final byte[] text;
  private final @Nullable String[] keys = new String[KEYS];

  /** The scalars in a text of printable ASCII. */
  PlainScalars(byte[] text) {
    this.text = text;
  }

  /** Whether a word may hold it. */
  static boolean isWord(int c) {
    return c < 64 ? c >= 0 && (WORD_LOW >>> c & 1) != 0 : c < 128 && (WORD_HIGH >>> c & 1) != 0;
  }

  /**
   * Where the quote that opens here is closed; -1 where it is not, or holds more than printable
   * ASCII.
   */
  int quoteEnd(int open, int end) {
    for (int i = open + 1; i < end; i++) {
      byte c = text[i];
      if (c == '"') {
        return i;
      }
      if (c == '\\' || !isPrintable(c)) {
        return -1;
      }
    }
    return -1;
  }

  /** A key: quoted, or a word that is not reserved and begins with a letter. */
  @Nullable String key(int from, int to) {
    int place = (31 * (31 * text[from] + text[to - 1]) + to - from) & (KEYS - 1);
    @Nullable String known = keys[place];
    if (known != null && isAt(known, from, to)) {
      return known;
    }
    @Nullable String key = newKey(from, to);
    if (key != null && text[from] != '"') {
      keys[place] = key;
    }
    return key;
  }

  private boolean isAt(String word, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (word.charAt(i - from) != text[i]) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String newKey(int from, int to) {
    if (text[from] == '"') {
      return part(from + 1, to - 1);
    }
    JsonNode word = scalar(from, to);
    return word != null && word.isTextual() && isLetter(text[from]) ? word.textValue() : null;
  }

  private String part(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** A scalar. */
  @Nullable JsonNode scalar(int from, int to) {
    if (from >= to || to - from > LONGEST) {
      return null;
    }
    byte first = text[from];
    if (first == '"') {
      return TextNode.valueOf(part(from + 1, to - 1));
    }
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (!isWord(c) && (c != ' ' || text[i - 1] == ' ')) {
        return null;
      }
    }
    String word = part(from, to);
    if (first >= '0' && first <= '9') {
      return number(word);
    }
    if (!isLetter(first) && first != '/') {
      return null;
    }
    if (word.length() <= 5 && RESERVED.contains(word.toLowerCase(Locale.ROOT))) {
      return word.equals("true") || word.equals("false")
          ? BooleanNode.valueOf(word.equals("true"))
          : null;
    }
    return TextNode.valueOf(word);
  }

  /** Printable ASCII; bytes of anything else in UTF-8 are negative. */
  static boolean isPrintable(byte b) {
    return b >= ' ' && b <= '~';
  }

  /** An ASCII letter. */
  static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** What begins with a digit: a number, or what cannot be one in any notation. */
  private static @Nullable JsonNode number(String word) {
    boolean digits = word.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits) {
      boolean plain = word.length() <= DIGITS && (word.length() == 1 || word.charAt(0) != '0');
      return plain ? IntNode.valueOf(Integer.parseInt(word)) : null;
    }
    boolean address =
        word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
            && word.chars().filter(c -> c == '.').count() == 3;
    boolean slash = word.indexOf('/') > 0;
    boolean letters =
        word.charAt(0) != '0'
            && word.indexOf('_') < 0
            && word.chars().anyMatch(c -> (c >= 'a' && c <= 'z' && c != 'e'));
    return address || slash || letters ? TextNode.valueOf(word) : null;
  }
}
