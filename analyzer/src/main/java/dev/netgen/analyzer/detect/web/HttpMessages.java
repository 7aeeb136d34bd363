package dev.netgen.analyzer.detect.web;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one side, one behind the other as far as the lengths of their bodies are told
 * (RFC 9112 section 6).
 *
 * @param heads in order
 * @param whole whether what is kept ends with the last message or before its body's end, so that no
 *     head was passed over
 */
record HttpMessages(ImmutableList<HttpHead> heads, boolean whole) {
  private static final int MAX_MESSAGES = 64;
  private static final int MAX_CHUNKS = 4096;
  private static final int MAX_SIZE_LINE = 256;
  private static final int UNKNOWN = -1;

  static final HttpMessages NONE = new HttpMessages(ImmutableList.of(), true);

  /** The requests from this one on. */
  static HttpMessages requests(Bytes bytes, @Nullable HttpHead first) {
    return read(bytes, first, NONE);
  }

  /** The answers to these requests from this one on. */
  static HttpMessages answers(Bytes bytes, @Nullable HttpHead first, HttpMessages requests) {
    return read(bytes, first, requests);
  }

  private static HttpMessages read(Bytes bytes, @Nullable HttpHead first, HttpMessages asked) {
    if (first == null) {
      return NONE;
    }
    ImmutableList.Builder<HttpHead> heads = ImmutableList.builder();
    HttpHead head = first;
    int finals = 0;
    for (int count = 0; head != null; count++) {
      heads.add(head);
      long next = behind(bytes, head, asked.by("HEAD", finals), asked.by("CONNECT", finals));
      finals += head.status() / 100 == 1 ? 0 : 1;
      if (next == UNKNOWN || count == MAX_MESSAGES) {
        return new HttpMessages(heads.build(), false);
      }
      HttpHead following = bytes.has(next, 1) ? HttpHead.read(bytes, (int) next) : null;
      if (following == null || following.isRequest() != head.isRequest()) {
        return new HttpMessages(heads.build(), next >= bytes.length());
      }
      head = following;
    }
    return new HttpMessages(heads.build(), true);
  }

  /** The offset behind a request and its body, or behind its head where that is not told. */
  static long behindRequest(Bytes bytes, HttpHead request) {
    long behind = behind(bytes, request, false, false);
    return behind == UNKNOWN ? request.end() : behind;
  }

  private boolean by(String method, int index) {
    return index < heads.size() && heads.get(index).by(method);
  }

  /** The offset behind a message, maybe beyond what is kept, or {@link #UNKNOWN}. */
  private static long behind(Bytes bytes, HttpHead head, boolean toHead, boolean toConnect) {
    if (head.end() < 0) {
      return bytes.length();
    }
    int status = head.status();
    if (status == 101 || (toConnect && status / 100 == 2)) {
      return UNKNOWN;
    }
    if (status / 100 == 1 || status == 204 || status == 304 || toHead) {
      return head.end();
    }
    if (head.has("transfer-encoding")) {
      return head.lower("transfer-encoding").endsWith("chunked")
          ? behindChunks(bytes, head.end())
          : UNKNOWN;
    }
    String length = head.value("content-length");
    if (length.isEmpty()) {
      return head.isRequest() ? head.end() : UNKNOWN;
    }
    boolean number = length.length() <= 12 && length.chars().allMatch(HttpLine::isDigit);
    return number ? head.end() + Long.parseLong(length) : UNKNOWN;
  }

  private static long behindChunks(Bytes bytes, int from) {
    long at = from;
    for (int chunks = 0; chunks < MAX_CHUNKS && bytes.has(at, 1); chunks++) {
      int feed = bytes.find("\n", (int) at, (int) at + MAX_SIZE_LINE);
      if (feed < 0) {
        return bytes.length() - at < MAX_SIZE_LINE ? bytes.length() : UNKNOWN;
      }
      long size = size(bytes, (int) at, feed);
      if (size <= 0) {
        return size < 0 ? UNKNOWN : behindTrailers(bytes, feed + 1);
      }
      at =
          feed + 1 + size + (bytes.has(feed + 1 + size, 1) && crAt(bytes, feed + 1 + size) ? 2 : 1);
    }
    return bytes.has(at, 1) ? UNKNOWN : at;
  }

  private static boolean crAt(Bytes bytes, long at) {
    return bytes.u8((int) at) == '\r';
  }

  private static long size(Bytes bytes, int from, int to) {
    long size = 0;
    int at = from;
    while (at < to && at - from < 8 && Character.digit(bytes.u8(at), 16) >= 0) {
      size = 16 * size + Character.digit(bytes.u8(at++), 16);
    }
    boolean ended =
        bytes.u8(at) == '\r' || bytes.u8(at) == '\n' || bytes.u8(at) == ';' || bytes.u8(at) == ' ';
    return at > from && ended ? size : UNKNOWN;
  }

  private static long behindTrailers(Bytes bytes, int from) {
    int at = from;
    for (int lines = 0; lines < MAX_MESSAGES; lines++) {
      int feed = bytes.find("\n", at, bytes.length());
      if (feed < 0) {
        return bytes.length();
      }
      if (feed - at <= 1) {
        return feed + 1L;
      }
      at = feed + 1;
    }
    return UNKNOWN;
  }
}
