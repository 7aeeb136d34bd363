package dev.netgen.model.format;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.Locale;

/**
 * One YAML flow mapping, {@code {a: b, c: [d]}}, built field by field in the order of the calls.
 *
 * <p>A name stays plain only when every YAML 1.1 and 1.2 reader takes it for the same text;
 * anything else is double-quoted with JSON escapes, which are YAML escapes too.
 */
final class FlowMapping {
  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private final StringBuilder text = new StringBuilder(200).append('{');

  /** Fields of the form itself, whose keys are words; {@link #entry} is for all others. */
  FlowMapping quoted(String key, String value) {
    if (!isPlain(value)) {
      return raw(key, quote(value));
    }
    key(key).append('"').append(value).append('"');
    return this;
  }

  FlowMapping name(String key, String value) {
    return raw(key, plainOrQuoted(value));
  }

  /** A list of names; nothing when there is none. */
  FlowMapping names(String key, Collection<String> values) {
    return raws(key, values.stream().map(FlowMapping::plainOrQuoted).toList());
  }

  /** A list of texts that need no quotes; nothing when there is none. */
  FlowMapping raws(String key, Collection<String> values) {
    return values.isEmpty() ? this : raw(key, "[" + String.join(", ", values) + "]");
  }

  /** A value that is YAML already. */
  FlowMapping raw(String key, String yaml) {
    key(key).append(yaml);
    return this;
  }

  /** A field whose key is any name; the value is YAML already. */
  FlowMapping entry(String name, String yaml) {
    return raw(plainOrQuoted(name), yaml);
  }

  /** A field whose key is any name, with a name. */
  FlowMapping entryOfNames(String name, String value) {
    return entry(name, plainOrQuoted(value));
  }

  private StringBuilder key(String key) {
    if (text.length() > 1) {
      text.append(", ");
    }
    return text.append(key).append(": ");
  }

  private static String plainOrQuoted(String value) {
    return value.length() <= 253 && isWord(value) && !isReserved(value) ? value : quote(value);
  }

  /** A letter, then letters, digits and {@code _ . / -}. */
  private static boolean isWord(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!PlainScalars.isWord(value.charAt(i))) {
        return false;
      }
    }
    return !value.isEmpty() && PlainScalars.isLetter(value.charAt(0));
  }

  private static boolean isReserved(String value) {
    return value.length() <= 5 && RESERVED.contains(value.toLowerCase(Locale.ROOT));
  }

  /** Whether JSON writes it between quotes as it is. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c >= 127 || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static String quote(String value) {
    if (isPlain(value)) {
      return '"' + value + '"';
    }
    if (value.chars().allMatch(c -> c < 127)) {
      return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    value
        .codePoints()
        .forEach(
            c -> {
              if (c < 127) {
                out.append(JsonStringEncoder.getInstance().quoteAsString(Character.toString(c)));
              } else {
                // Beyond 16 bits in one escape: YAML readers take two halves for two characters.
                out.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
              }
            });
    return out.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
