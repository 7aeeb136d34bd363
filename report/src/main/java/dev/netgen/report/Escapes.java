package dev.netgen.report;

import java.util.Locale;

/**
 * Makes text from outside harmless where it is printed. A name may hold anything: it comes from a
 * recording or from a graph file that somebody else wrote.
 */
final class Escapes {
  private static final int MAX_LENGTH = 300;

  /** What begins or ends something in Markdown, HTML or a table; backslash first of all. */
  private static final String MARKDOWN = "\\`*_{}[]<>()#+-.!|~&";

  private Escapes() {}

  /**
   * For terminals and plain text: control characters, format characters (which include those that
   * change the direction of writing), line and paragraph separators, lone surrogates and unassigned
   * characters become {@code \\uXXXX}; longer than {@value #MAX_LENGTH} characters is cut.
   */
  static String terminal(String text) {
    return terminal(text, MAX_LENGTH);
  }

  /** The same, cut at another length. */
  static String terminal(String text, int most) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(most).forEach(c -> append(out, c));
    return text.codePointCount(0, text.length()) > most
        ? out.append("...").toString()
        : out.toString();
  }

  private static void append(StringBuilder out, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          out.append(String.format(Locale.ROOT, "\\u%04X", character));
      default -> out.appendCodePoint(character);
    }
  }

  /**
   * For Markdown, also within a table: as {@link #terminal}, then every mark behind a backslash.
   */
  static String markdown(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : terminal(text).toCharArray()) {
      if (MARKDOWN.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /**
   * For a quoted label of Mermaid: as {@link #terminal}, then everything but letters, digits and a
   * few harmless marks as {@code #code;}.
   */
  static String mermaid(String text) {
    StringBuilder out = new StringBuilder();
    terminal(text)
        .codePoints()
        .forEach(
            c -> {
              if (c < 128 && (Character.isLetterOrDigit(c) || " -./:,".indexOf(c) >= 0)) {
                out.append((char) c);
              } else {
                out.append('#').append(c).append(';');
              }
            });
    return out.toString();
  }
}
