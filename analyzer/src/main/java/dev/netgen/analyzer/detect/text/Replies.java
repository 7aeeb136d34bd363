package dev.netgen.analyzer.detect.text;

import com.google.common.collect.ImmutableList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Numeric replies of one or more lines, as in SMTP (RFC 5321 section 4.2) and FTP (RFC 959 section
 * 4.2).
 *
 * <pre>
 * 220 text                          one line
 * 220-text / any text / 220 text    several; all of SMTP's lines begin with the code
 * </pre>
 *
 * @param replies in order; the last may lack its last line
 * @param clean false where a line is no reply
 */
public record Replies(ImmutableList<Reply> replies, boolean clean) {

  /**
   * One reply.
   *
   * @param code three digits
   * @param text its lines behind the code, joined by line feeds
   * @param end the offset behind it
   * @param whole whether its last line is there
   */
  public record Reply(int code, String text, int end, boolean whole) {}

  /** Reads the replies of these lines. */
  public static Replies read(Lines lines) {
    ImmutableList.Builder<Reply> replies = ImmutableList.builder();
    int at = 0;
    while (at < lines.count()) {
      int code = code(lines.get(at).text());
      if (code < 0) {
        return new Replies(replies.build(), false);
      }
      int last = last(lines, at);
      replies.add(reply(lines, code, at, last));
      at = last < 0 ? lines.count() : last + 1;
    }
    return new Replies(replies.build(), true);
  }

  private static Reply reply(Lines lines, int code, int first, int last) {
    int stop = last < 0 ? lines.count() - 1 : last;
    StringBuilder text = new StringBuilder();
    for (int i = first; i <= stop; i++) {
      String line = lines.get(i).text();
      boolean coded = code(line) == code;
      text.append(i == first ? "" : "\n")
          .append(coded ? line.substring(Math.min(4, line.length())) : line);
    }
    return new Reply(code, text.toString(), lines.get(stop).end(), last >= 0);
  }

  /** The place of the last line of the reply that begins here, or -1. */
  private static int last(Lines lines, int first) {
    String head = lines.get(first).text();
    if (head.length() < 4 || head.charAt(3) != '-') {
      return first;
    }
    for (int i = first + 1; i < lines.count(); i++) {
      String line = lines.get(i).text();
      boolean ends = line.length() == 3 || (line.length() > 3 && line.charAt(3) != '-');
      if (ends && line.startsWith(head.substring(0, 3)) && code(line) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** The code of a reply's first or last line, or -1. */
  private static int code(String line) {
    if (line.length() < 3
        || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')) {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < 3; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = 10 * code + digit;
    }
    return code >= 100 && code < 700 ? code : -1;
  }

  public boolean isEmpty() {
    return replies.isEmpty();
  }

  /** The reply at this place, or null. */
  public @Nullable Reply at(int index) {
    return index >= 0 && index < replies.size() ? replies.get(index) : null;
  }

  /** Whether there is a reply of this kind. */
  public boolean any(Predicate<Reply> kind) {
    return replies.stream().anyMatch(kind);
  }

  /** Whether there is a reply of this code. */
  public boolean has(int code) {
    return any(reply -> reply.code() == code);
  }
}
