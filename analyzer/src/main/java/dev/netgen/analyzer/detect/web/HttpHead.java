package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of one HTTP/1 message (RFC 9112): the start line, and the header fields as far as kept,
 * of which only those that are looked at leave the bytes.
 */
final class HttpHead {
  private static final int MAX_LINE = 16_384;
  private static final int MAX_FIELDS = 200;
  private static final int LEAST_METHOD = 2;
  private static final int LONGEST_METHOD = 24;
  private static final String VERSION = "HTTP/1.";
  private static final int VERSION_LENGTH = 8;
  private static final int STATUS_CODE = 9;
  private static final int STATUS_END = 12;
  private static final int NEXT_LINE = 0x85;

  private final Bytes bytes;
  private final int start;
  private final int startEnd;
  private final boolean request;
  private boolean anyField;
  private int end = -1;
  private @Nullable String host;
  private @Nullable String upgrade;
  private @Nullable String transferEncoding;
  private @Nullable String contentLength;
  private boolean credentials;

  private HttpHead(Bytes bytes, int start, int startEnd, boolean request) {
    this.bytes = bytes;
    this.start = start;
    this.startEnd = startEnd;
    this.request = request;
  }

  /** Reads a head at this offset; null where no whole start line stands. */
  static @Nullable HttpHead read(Bytes bytes, int offset) {
    if (!bytes.has(offset, 1) || bytes.u8(offset) < 'A' || bytes.u8(offset) > 'Z') {
      return null;
    }
    int feed = lineFeed(bytes, offset);
    if (feed < 0) {
      return null;
    }
    int lineEnd = withoutReturn(bytes, offset, feed);
    boolean request = isRequest(bytes, offset, lineEnd);
    if (!request && !isStatus(bytes, offset, lineEnd)) {
      return null;
    }
    HttpHead head = new HttpHead(bytes, offset, lineEnd, request);
    head.readFields(feed + 1);
    return head;
  }

  private static int lineFeed(Bytes bytes, int offset) {
    return bytes.find("\n", offset, offset + MAX_LINE);
  }

  private static int withoutReturn(Bytes bytes, int from, int feed) {
    return feed > from && bytes.u8(feed - 1) == '\r' ? feed - 1 : feed;
  }

  private void readFields(int offset) {
    int at = offset;
    for (int count = 0; count < MAX_FIELDS; count++) {
      int feed = lineFeed(bytes, at);
      if (feed < 0) {
        return;
      }
      int lineEnd = withoutReturn(bytes, at, feed);
      if (lineEnd == at) {
        end = feed + 1;
        return;
      }
      field(at, lineEnd);
      at = feed + 1;
    }
  }

  private void field(int from, int to) {
    int colon = from;
    while (colon < to && isToken(bytes.u8(colon))) {
      colon++;
    }
    if (colon == from || colon == to || bytes.u8(colon) != ':') {
      return;
    }
    anyField = true;
    switch (colon - from) {
      case 4 -> host = isNew("host", from, host) ? value(colon, to) : host;
      case 7 -> upgrade = isNew("upgrade", from, upgrade) ? value(colon, to) : upgrade;
      case 13 -> credentials |= named("authorization", from) && secret(value(colon, to));
      case 14 ->
          contentLength =
              isNew("content-length", from, contentLength) ? value(colon, to) : contentLength;
      case 17 ->
          transferEncoding =
              isNew("transfer-encoding", from, transferEncoding)
                  ? value(colon, to)
                  : transferEncoding;
      case 19 -> credentials |= named("proxy-authorization", from) && secret(value(colon, to));
      default -> {}
    }
  }

  private boolean isNew(String name, int from, @Nullable String known) {
    return known == null && named(name, from);
  }

  private boolean named(String name, int from) {
    for (int i = 0; i < name.length(); i++) {
      int c = bytes.u8(from + i);
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String value(int colon, int to) {
    return bytes.text(colon + 1, to - colon - 1).strip();
  }

  /** RFC 9110 section 5.6.2. */
  private static boolean isToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 0x7F && "!#$%&'*+.^_`|~-".indexOf(c) >= 0);
  }

  private static boolean isRequest(Bytes bytes, int from, int to) {
    int space = from + 1;
    while (space < to && isMethod(bytes.u8(space))) {
      space++;
    }
    int method = space - from;
    int version = to - VERSION_LENGTH;
    if (method < LEAST_METHOD
        || method > LONGEST_METHOD
        || version - 1 <= space + 1
        || bytes.u8(space) != ' '
        || bytes.u8(version - 1) != ' '
        || !isVersion(bytes, version)) {
      return false;
    }
    for (int i = space + 1; i < version - 1; i++) {
      int c = bytes.u8(i);
      if (c <= ' ' || c == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMethod(int c) {
    return (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  }

  private static boolean isVersion(Bytes bytes, int at) {
    return bytes.at(at, VERSION) && isDigit(bytes.u8(at + VERSION_LENGTH - 1));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isStatus(Bytes bytes, int from, int to) {
    int length = to - from;
    if (length < STATUS_END
        || !isVersion(bytes, from)
        || bytes.u8(from + VERSION_LENGTH) != ' '
        || bytes.u8(from + STATUS_CODE) < '1'
        || bytes.u8(from + STATUS_CODE) > '5'
        || !isDigit(bytes.u8(from + STATUS_CODE + 1))
        || !isDigit(bytes.u8(from + STATUS_CODE + 2))) {
      return false;
    }
    for (int i = from + STATUS_END; i < to; i++) {
      int c = bytes.u8(i);
      if (c == '\r' || c == NEXT_LINE) {
        return false;
      }
    }
    return length == STATUS_END || bytes.u8(from + STATUS_END) == ' ';
  }

  boolean isRequest() {
    return request;
  }

  /** Whether any header field was read. */
  boolean anyField() {
    return anyField;
  }

  /** Offset behind the empty line, or -1 when the head is cut. */
  int end() {
    return end;
  }

  /** What the first Host field says, or empty. */
  String host() {
    return host == null ? "" : host;
  }

  /** The same of Upgrade. */
  String upgrade() {
    return upgrade == null ? "" : upgrade;
  }

  /** Whether a tunnel is asked for (RFC 9110 section 9.3.6). */
  boolean connects() {
    return bytes.at(start, "CONNECT ");
  }

  /** The request target, empty for a status line. */
  String target() {
    if (!request) {
      return "";
    }
    String line = bytes.text(start, startEnd - start);
    return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
  }

  /** The length of the body by Content-Length; 0 without one; -1 where it cannot be told. */
  long bodyLength() {
    if (transferEncoding != null && !transferEncoding.isEmpty()) {
      return -1;
    }
    String length = contentLength;
    if (length == null || length.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < length.length(); i++) {
      if (!isDigit(length.charAt(i))) {
        return -1;
      }
    }
    return length.length() <= 12 ? Long.parseLong(length) : -1;
  }

  /** Whether a field carries a secret as it is: Basic (RFC 7617) or Bearer (RFC 6750). */
  boolean credentials() {
    return credentials;
  }

  private static boolean secret(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.startsWith("basic ") || lower.startsWith("bearer ");
  }
}
