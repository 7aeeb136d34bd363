package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableListMultimap;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of one HTTP/1 message (RFC 9112): the start line, and the header fields as far as kept.
 *
 * @param startLine request line or status line without its end
 * @param fields values by lower-case name; never leaves this package
 * @param end offset behind the empty line, or -1 when the head is cut
 */
record HttpHead(String startLine, ImmutableListMultimap<String, String> fields, int end) {
  private static final int MAX_LINE = 16_384;
  private static final int MAX_FIELDS = 200;
  private static final Pattern REQUEST =
      Pattern.compile("[A-Z][A-Z_-]{1,23} [\\x21-\\x7E\\x80-\\xFF]+ HTTP/1\\.[0-9]");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] [1-5][0-9][0-9]( .*)?");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Reads a head at this offset; null where no whole start line stands. */
  static @Nullable HttpHead read(Bytes bytes, int offset) {
    String line = line(bytes, offset);
    if (line == null || (!isRequest(line) && !isStatus(line))) {
      return null;
    }
    ImmutableListMultimap.Builder<String, String> fields = ImmutableListMultimap.builder();
    int at = next(bytes, offset);
    for (int count = 0; count < MAX_FIELDS; count++) {
      String field = line(bytes, at);
      if (field == null) {
        return new HttpHead(line, fields.build(), -1);
      }
      at = next(bytes, at);
      if (field.isEmpty()) {
        return new HttpHead(line, fields.build(), at);
      }
      add(field, fields);
    }
    return new HttpHead(line, fields.build(), -1);
  }

  private static void add(String field, ImmutableListMultimap.Builder<String, String> fields) {
    int colon = field.indexOf(':');
    if (colon > 0 && NAME.matcher(field.substring(0, colon)).matches()) {
      fields.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
  }

  /** The line that begins here, without its end, or null where its end is not kept. */
  private static @Nullable String line(Bytes bytes, int offset) {
    int end = bytes.find("\n", offset, offset + MAX_LINE);
    if (end < 0) {
      return null;
    }
    boolean carriage = end > offset && bytes.u8(end - 1) == '\r';
    return bytes.text(offset, end - offset - (carriage ? 1 : 0));
  }

  private static int next(Bytes bytes, int offset) {
    return bytes.find("\n", offset, offset + MAX_LINE) + 1;
  }

  private static boolean isRequest(String line) {
    return REQUEST.matcher(line).matches();
  }

  private static boolean isStatus(String line) {
    return STATUS.matcher(line).matches();
  }

  boolean isRequest() {
    return isRequest(startLine);
  }

  /** The first value of a field, or empty. */
  String first(String name) {
    return fields.get(name).isEmpty() ? "" : fields.get(name).get(0);
  }

  /** The request target, empty for a status line. */
  String target() {
    return isRequest()
        ? startLine.substring(startLine.indexOf(' ') + 1, startLine.lastIndexOf(' '))
        : "";
  }

  /** The length of the body by Content-Length; 0 without one; -1 where it cannot be told. */
  long bodyLength() {
    if (!first("transfer-encoding").isEmpty()) {
      return -1;
    }
    String length = first("content-length");
    if (length.isEmpty()) {
      return 0;
    }
    boolean digits = length.length() <= 12 && length.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(length) : -1;
  }

  /** Whether a field carries a secret as it is: Basic (RFC 7617) or Bearer (RFC 6750). */
  boolean credentials() {
    return secret("authorization") || secret("proxy-authorization");
  }

  private boolean secret(String name) {
    return fields.get(name).stream()
        .map(value -> value.toLowerCase(Locale.ROOT))
        .anyMatch(value -> value.startsWith("basic ") || value.startsWith("bearer "));
  }
}
