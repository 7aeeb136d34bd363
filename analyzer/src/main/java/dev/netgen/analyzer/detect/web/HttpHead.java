package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of one HTTP/1 message (RFC 9112): the start line, and where the header fields stand as
 * far as they are kept. Fields leave the bytes only when they are asked for.
 */
final class HttpHead {
  private static final int MAX_LINE = 16_384;
  private static final int MAX_FIELDS = 200;
  private static final int STATUS_CODE = 9;
  private static final int MAX_EMPTY = 4;

  private final Bytes bytes;
  private final int start;
  private final int startEnd;
  private final boolean request;
  private int[] lines = new int[32];
  private int count;
  private int end = -1;

  private HttpHead(Bytes bytes, int start, int startEnd, boolean request) {
    this.bytes = bytes;
    this.start = start;
    this.startEnd = startEnd;
    this.request = request;
  }

  /** Reads a head at this offset; null where no whole start line stands. */
  static @Nullable HttpHead read(Bytes bytes, int offset) {
    int from = behindEmptyLines(bytes, offset);
    if (!bytes.has(from, 1) || bytes.u8(from) < 'A' || bytes.u8(from) > 'Z') {
      return null;
    }
    int feed = bytes.indexOf('\n', from, from + MAX_LINE);
    if (feed < 0) {
      return null;
    }
    int lineEnd = withoutReturn(bytes, from, feed);
    boolean request = HttpLine.isRequest(bytes, from, lineEnd);
    if (!request && (from > offset || !HttpLine.isStatus(bytes, from, lineEnd))) {
      return null;
    }
    HttpHead head = new HttpHead(bytes, from, lineEnd, request);
    head.readFields(feed + 1);
    return head;
  }

  /** Some clients send a line end too many behind a body, which servers pass over (2.2). */
  private static int behindEmptyLines(Bytes bytes, int offset) {
    int at = offset;
    while (at < offset + MAX_EMPTY
        && bytes.has(at, 1)
        && (bytes.u8(at) == '\r' || bytes.u8(at) == '\n')) {
      at++;
    }
    return at;
  }

  private static int withoutReturn(Bytes bytes, int from, int feed) {
    return feed > from && bytes.u8(feed - 1) == '\r' ? feed - 1 : feed;
  }

  private void readFields(int offset) {
    int at = offset;
    for (int read = 0; read < MAX_FIELDS; read++) {
      int feed = bytes.indexOf('\n', at, at + MAX_LINE);
      if (feed < 0) {
        return;
      }
      int lineEnd = withoutReturn(bytes, at, feed);
      if (lineEnd == at) {
        end = feed + 1;
        return;
      }
      line(at, lineEnd);
      at = feed + 1;
    }
  }

  private void line(int from, int to) {
    if (2 * count == lines.length) {
      lines = Arrays.copyOf(lines, 2 * lines.length);
    }
    lines[2 * count] = from;
    lines[2 * count + 1] = to;
    count++;
  }

  boolean isRequest() {
    return request;
  }

  /** Whether any header field was read. */
  boolean anyField() {
    for (int i = 0; i < count; i++) {
      if (endsName(i, 0)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a line's name goes on from its length so far to a colon, as a token. */
  private boolean endsName(int line, int soFar) {
    int from = lines[2 * line];
    int to = lines[2 * line + 1];
    int colon = from + soFar;
    while (colon < to && HttpLine.isToken(bytes.u8(colon))) {
      colon++;
    }
    return colon > from + soFar && colon < to && bytes.u8(colon) == ':';
  }

  /** Offset behind the empty line, or -1 when the head is cut. */
  int end() {
    return end;
  }

  /** Whether there is such a field; the name in lower case. */
  boolean has(String name) {
    return field(name) >= 0;
  }

  /** Whether there is a field whose name begins so and is longer. */
  boolean hasPrefix(String prefix) {
    for (int i = 0; i < count; i++) {
      if (begins(i, prefix) && endsName(i, prefix.length())) {
        return true;
      }
    }
    return false;
  }

  /** What the first field of this name says, or empty. */
  String value(String name) {
    int i = field(name);
    if (i < 0) {
      return "";
    }
    int from = lines[2 * i] + name.length() + 1;
    return bytes.text(from, lines[2 * i + 1] - from).strip();
  }

  /** The same in lower case. */
  String lower(String name) {
    return value(name).toLowerCase(Locale.ROOT);
  }

  /** The first line that holds the field; the name, of a token's characters, ends at its colon. */
  private int field(String name) {
    for (int i = 0; i < count; i++) {
      if (begins(i, name)) {
        int colon = lines[2 * i] + name.length();
        if (colon < lines[2 * i + 1] && bytes.u8(colon) == ':') {
          return i;
        }
      }
    }
    return -1;
  }

  private boolean begins(int line, String name) {
    int from = lines[2 * line];
    if (lines[2 * line + 1] - from < name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int c = bytes.u8(from + i);
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a request by this method. */
  boolean by(String method) {
    return request && bytes.at(start, method) && bytes.at(start + method.length(), " ");
  }

  /** The request target, empty for a status line. */
  String target() {
    if (!request) {
      return "";
    }
    String line = bytes.text(start, startEnd - start);
    return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
  }

  /** The status code, 0 for a request. */
  int status() {
    int at = start + STATUS_CODE;
    return request
        ? 0
        : 100 * (bytes.u8(at) - '0') + 10 * (bytes.u8(at + 1) - '0') + bytes.u8(at + 2) - '0';
  }
}
