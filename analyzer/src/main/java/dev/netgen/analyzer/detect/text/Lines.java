package dev.netgen.analyzer.detect.text;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.Locale;

/**
 * The whole lines one side of a line protocol said, up to where its bytes end, stop being text, or
 * become TLS records. Lines end in CR LF or a bare LF.
 *
 * @param lines in order
 * @param end the offset behind the last of them
 * @param stop why there is no further one
 */
public record Lines(ImmutableList<Line> lines, int end, Stop stop) {
  private static final int MAX_LINES = 512;
  private static final int MAX_LINE = 8192;

  /** What stands behind the last whole line. */
  public enum Stop {
    /** Nothing. */
    END,
    /** A line that is not ended yet. */
    CUT,
    /** A TLS record. */
    TLS,
    /** Something else, or more lines than are looked at. */
    OTHER
  }

  /**
   * One line.
   *
   * @param text without its end, ISO 8859-1
   * @param end the offset behind its end
   */
  public record Line(String text, int end) {
    /** The first word, in upper case. */
    public String verb() {
      int space = text.indexOf(' ');
      return (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    /** What follows the first word, without blanks around it. */
    public String argument() {
      int space = text.indexOf(' ');
      return space < 0 ? "" : text.substring(space + 1).strip();
    }

    /** The word at this place, from 0, in upper case; empty where there are fewer. */
    public String word(int index) {
      int at = 0;
      for (int i = 0; i < index && at >= 0; i++) {
        int space = text.indexOf(' ', at);
        at = space < 0 ? -1 : space + 1;
      }
      if (at < 0) {
        return "";
      }
      int space = text.indexOf(' ', at);
      return text.substring(at, space < 0 ? text.length() : space).toUpperCase(Locale.ROOT);
    }
  }

  /** Reads lines from the beginning. */
  public static Lines read(Bytes bytes) {
    return read(bytes, 0);
  }

  /** Reads lines from this offset on. */
  public static Lines read(Bytes bytes, int offset) {
    ImmutableList.Builder<Line> lines = ImmutableList.builder();
    int at = offset;
    for (int count = 0; at < bytes.length(); count++) {
      if (tlsAt(bytes, at)) {
        return new Lines(lines.build(), at, Stop.TLS);
      }
      int feed = count == MAX_LINES ? -1 : feed(bytes, at);
      if (feed < 0) {
        return new Lines(lines.build(), at, feed == -2 ? Stop.CUT : Stop.OTHER);
      }
      int end = feed > at && bytes.u8(feed - 1) == '\r' ? feed - 1 : feed;
      lines.add(new Line(bytes.text(at, end - at), feed + 1));
      at = feed + 1;
    }
    return new Lines(lines.build(), at, Stop.END);
  }

  /** Whether a handshake record or an alert of TLS begins here, as far as there are bytes. */
  private static boolean tlsAt(Bytes bytes, int at) {
    return (bytes.u8(at) == 0x16 || bytes.u8(at) == 0x15)
        && (!bytes.has(at, 2) || bytes.u8(at + 1) == 3);
  }

  /** The line feed's offset; -1 where this is no line, -2 where it is not ended. */
  private static int feed(Bytes bytes, int at) {
    int limit = Math.min(bytes.length(), at + MAX_LINE);
    for (int i = at; i < limit; i++) {
      int b = bytes.u8(i);
      if (b == '\n') {
        return i;
      }
      if (b == 0) { // others stand in texts: escapes, IRC's formats
        return -1;
      }
    }
    return limit == bytes.length() ? -2 : -1;
  }

  public int count() {
    return lines.size();
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  public Line get(int index) {
    return lines.get(index);
  }

  /** The place of the last line with this verb, or -1. */
  public int last(String verb) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).verb().equals(verb)) {
        return i;
      }
    }
    return -1;
  }
}
