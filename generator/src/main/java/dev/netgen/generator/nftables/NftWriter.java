package dev.netgen.generator.nftables;

import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.YamlWriter;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Text of nft(8), line by line, in a form that no outside name breaks out of: names stand in
 * comments only, as printable ASCII.
 */
final class NftWriter {
  private static final int COMMENT_LENGTH = 1000;

  /** The kernel keeps 128 bytes of a rule's comment. */
  private static final int RULE_COMMENT_LENGTH = 120;

  private static final int INDENT = 2;

  private final StringBuilder out = new StringBuilder(GeneratedFile.MARKER).append('\n');

  /** A line at this depth. */
  NftWriter line(int depth, String text) {
    out.append(" ".repeat(depth * INDENT)).append(text).append('\n');
    return this;
  }

  /** A line for people. */
  NftWriter comment(int depth, String text) {
    return line(depth, "# " + cut(YamlWriter.printable(text), COMMENT_LENGTH));
  }

  /** Opens a block. */
  NftWriter open(int depth, String text) {
    return line(depth, text + " {");
  }

  /** Closes a block. */
  NftWriter close(int depth) {
    return line(depth, "}");
  }

  /** A set of this type; without elements it is to be filled. */
  NftWriter set(String name, String type, String flags, Collection<?> elements) {
    open(1, "set " + name).line(2, "type " + type);
    if (!flags.isEmpty()) {
      line(2, "flags " + flags);
    }
    if (!elements.isEmpty()) {
      line(2, "elements = { " + joined(elements) + " }");
    }
    return close(1);
  }

  /** A rule that accepts, with a comment that {@code nft list} shows. */
  NftWriter accept(String match, String why) {
    String safe = YamlWriter.printable(why).replace("\"", "'").replace("\\", "/");
    String rule = match.isEmpty() ? "accept" : match + " accept";
    return line(2, rule + " comment \"" + cut(safe, RULE_COMMENT_LENGTH) + '"');
  }

  /** Everything written. */
  String text() {
    return out.toString();
  }

  static String joined(Collection<?> elements) {
    return elements.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }
}
