package dev.netgen.generator.target;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Block YAML, line by line, in a form that no outside name breaks out of: strings stand in double
 * quotes with everything but printable ASCII escaped (YAML 1.2 section 5.7), comments hold
 * printable ASCII only.
 */
public final class YamlWriter {
  private static final int COMMENT_LENGTH = 1000;
  private static final int USUAL_LENGTH = 1 << 12;
  private static final String INDENT = "  ";

  /** Two blanks for each depth. */
  private static final ImmutableList<String> INDENTS =
      IntStream.range(0, 10).mapToObj(INDENT::repeat).collect(ImmutableList.toImmutableList());

  private final StringBuilder out =
      new StringBuilder(USUAL_LENGTH).append(GeneratedFile.MARKER).append('\n');

  /** A line at this depth (two blanks each); the text is YAML already. */
  public YamlWriter line(int depth, String yaml) {
    indent(depth).append(yaml).append('\n');
    return this;
  }

  private StringBuilder indent(int depth) {
    return out.append(depth < INDENTS.size() ? INDENTS.get(depth) : INDENT.repeat(depth));
  }

  /** A comment line; the text is made safe and cut where too long. */
  public YamlWriter comment(int depth, String text) {
    String safe = printable(text);
    String cut = safe.length() <= COMMENT_LENGTH ? safe : safe.substring(0, COMMENT_LENGTH) + "...";
    indent(depth).append("# ").append(cut).append('\n');
    return this;
  }

  /** A comment that names the link and what it carries. */
  public YamlWriter comment(int depth, Link link) {
    return comment(depth, describe(link));
  }

  /** Everything written, after the marker line. */
  public String text() {
    return out.toString();
  }

  /** {@code from -> to port, speaks a and b, verdict, notes}. */
  public static String describe(Link link) {
    List<String> parts = new ArrayList<>();
    parts.add(link.key().toString());
    if (!link.speaks().isEmpty()) {
      parts.add("speaks " + String.join(" and ", link.speaks()));
    }
    parts.add("encryption " + link.encryption().word());
    for (LinkNote note : link.notes()) {
      parts.add(note.text());
    }
    return String.join(", ", parts);
  }

  /** The text as a double-quoted scalar. */
  public static String quoted(String text) {
    if (isPlain(text, true)) {
      return '"' + text + '"';
    }
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\');
              }
              append(quoted, c);
            });
    return quoted.append('"').toString();
  }

  /** The text with everything but printable ASCII written as an escape. */
  public static String printable(String text) {
    if (isPlain(text, false)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  /** Whether it is printable ASCII; and holds no quote and no backslash, where that matters. */
  private static boolean isPlain(String text, boolean inQuotes) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 127 || (inQuotes && (c == '"' || c == '\\'))) {
        return false;
      }
    }
    return true;
  }

  /** Beyond 16 bits in one escape: readers take two halves for two broken characters. */
  private static void append(StringBuilder out, int c) {
    if (c >= ' ' && c < 127) {
      out.append((char) c);
    } else {
      out.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
    }
  }
}
