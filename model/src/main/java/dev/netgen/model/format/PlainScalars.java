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

  private static final int LONGEST_RESERVED = 5;
  private static final int LONGEST = 1 << 16;
  private static final int DIGITS = 9;

  /** The bits of {@code - . / 0..9}. */
  private static final long WORD_LOW = 0x03FF_E000_0000_0000L;

  /** The bits of {@code A..Z _ a..z}, less 64. */
  private static final long WORD_HIGH = 0x07FF_FFFE_87FF_FFFEL;

  /** A power of two. */
  private static final int KEYS = 64;

  private static final TextNode EMPTY = TextNode.valueOf("");

  private final byte[] text;

  /** Names of fields, without quotes and in quotes, and where they stand. */
  private final @Nullable String[] keys = new String[KEYS];

  private final @Nullable String[] quotedKeys = new String[KEYS];
  private final int[] keysAt = new int[2 * KEYS];

  /** Texts without quotes, and texts that stood in quotes, and where they stand. */
  private final @Nullable TextNode[] words = new TextNode[KEYS];

  private final @Nullable TextNode[] quoted = new TextNode[KEYS];
  private final int[] textsAt = new int[2 * KEYS];

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
    return text[from] == '"' ? quotedKey(from + 1, to - 1) : wordKey(from, to);
  }

  private @Nullable String wordKey(int from, int to) {
    int place = place(from, to);
    @Nullable String known = keys[place];
    if (known != null && isAt(keysAt[place], known.length(), from, to)) {
      return known;
    }
    JsonNode word = scalar(from, to);
    if (word == null || !word.isTextual() || !isLetter(text[from])) {
      return null;
    }
    keys[place] = canonical(known, word.textValue());
    keysAt[place] = from;
    return keys[place];
  }

  private String quotedKey(int from, int to) {
    if (from == to) {
      return "";
    }
    int place = place(from, to);
    @Nullable String known = quotedKeys[place];
    if (known == null || !isAt(keysAt[KEYS + place], known.length(), from, to)) {
      known = canonical(known, part(from, to));
      quotedKeys[place] = known;
      keysAt[KEYS + place] = from;
    }
    return known;
  }

  /** The first ones are what literals are, which makes them quick to compare; never many. */
  private static String canonical(@Nullable String before, String key) {
    return before == null ? key.intern() : key;
  }

  /** The text of these bytes, the same one where it was asked for lately. */
  private TextNode quoted(int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    int place = place(from, to);
    @Nullable TextNode known = quoted[place];
    if (known == null || !isAt(textsAt[KEYS + place], known.textValue().length(), from, to)) {
      known = TextNode.valueOf(part(from, to));
      quoted[place] = known;
      textsAt[KEYS + place] = from;
    }
    return known;
  }

  private int place(int from, int to) {
    return (31 * (31 * text[from] + text[to - 1]) + to - from) & (KEYS - 1);
  }

  /** Whether what stands there, so long, is what stands here. */
  private boolean isAt(int there, int length, int from, int to) {
    if (length != to - from) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[there + i] != text[from + i]) {
        return false;
      }
    }
    return true;
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
      return quoted(from + 1, to - 1);
    }
    boolean digit = first >= '0' && first <= '9';
    if (!digit && !isLetter(first) && first != '/') {
      return null;
    }
    int place = place(from, to);
    @Nullable TextNode known = words[place];
    if (known != null && isAt(textsAt[place], known.textValue().length(), from, to)) {
      return known;
    }
    if (!isWords(from, to)) {
      return null;
    }
    @Nullable JsonNode node = digit ? number(from, to) : word(part(from, to));
    if (node instanceof TextNode kept) {
      words[place] = kept;
      textsAt[place] = from;
    }
    return node;
  }

  private static @Nullable JsonNode word(String word) {
    if (word.length() <= LONGEST_RESERVED && RESERVED.contains(word.toLowerCase(Locale.ROOT))) {
      return word.equals("true") || word.equals("false")
          ? BooleanNode.valueOf(word.equals("true"))
          : null;
    }
    return TextNode.valueOf(word);
  }

  /** Whether it is words with one blank between them. */
  private boolean isWords(int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (!isWord(c) && (c != ' ' || text[i - 1] == ' ')) {
        return false;
      }
    }
    return true;
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
  private @Nullable JsonNode number(int from, int to) {
    int value = 0;
    int i = from;
    while (i < to && i - from < DIGITS && text[i] >= '0' && text[i] <= '9') {
      value = 10 * value + text[i++] - '0';
    }
    if (i == to) {
      return to - from == 1 || text[from] != '0' ? IntNode.valueOf(value) : null;
    }
    return noNumber(part(from, to));
  }

  private static @Nullable JsonNode noNumber(String word) {
    if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
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
