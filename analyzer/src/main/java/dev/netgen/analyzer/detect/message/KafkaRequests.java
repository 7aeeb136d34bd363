package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Requests of a Kafka client (Kafka protocol guide, "Request header").
 *
 * <pre>size 32 | api key 16 | api version 16 | correlation 32 | client id 16 + text, or -1 | ...
 * </pre>
 *
 * @param requests in order; the last may be cut
 * @param clean false where bytes follow that are no request
 */
record KafkaRequests(ImmutableList<Request> requests, boolean clean) {
  static final int PRODUCE = 0;
  static final int SASL_HANDSHAKE = 17;
  static final int API_VERSIONS = 18;
  static final int SASL_AUTHENTICATE = 36;

  private static final int HEADER = 14;
  private static final int MOST_KEY = 100;
  private static final int MOST_VERSION = 20;
  private static final int LONGEST = 104_857_600;
  private static final int LONGEST_ID = 256;
  private static final int MOST = 128;

  /**
   * One request.
   *
   * @param client its client's name, which may be empty
   * @param body what is kept behind the client's name
   */
  record Request(int key, int version, long correlation, String client, Bytes body) {}

  /** Whether the first bytes are a request's header as far as they are kept. */
  static boolean begins(Bytes bytes) {
    return bytes.has(0, 8)
        && bytes.u32(0) >= HEADER - 4
        && bytes.u32(0) <= LONGEST
        && bytes.u16(4) <= MOST_KEY
        && bytes.u16(6) <= MOST_VERSION;
  }

  static KafkaRequests read(Bytes bytes) {
    ImmutableList.Builder<Request> requests = ImmutableList.builder();
    long at = 0;
    for (int count = 0; count < MOST && bytes.has(at, HEADER); count++) {
      Bytes rest = bytes.from((int) at);
      int id = rest.u16(12) == 0xFFFF ? 0 : rest.u16(12);
      if (!begins(rest) || id > LONGEST_ID || id + HEADER - 4L > rest.u32(0)) {
        return new KafkaRequests(requests.build(), false);
      }
      if (!rest.has(HEADER, id)) {
        break;
      }
      if (!rest.isPrintable(HEADER, id)) {
        return new KafkaRequests(requests.build(), false);
      }
      long size = rest.u32(0);
      int kept = (int) Math.min(size + 4, rest.length());
      requests.add(
          new Request(
              rest.u16(4),
              rest.u16(6),
              rest.u32(8),
              rest.text(HEADER, id),
              rest.slice(HEADER + id, kept - HEADER - id)));
      at += 4 + size;
    }
    return new KafkaRequests(requests.build(), true);
  }

  /** The mechanism asked for by SaslHandshake, or empty. */
  String mechanism() {
    for (Request request : requests) {
      Bytes body = request.body();
      if (request.key() == SASL_HANDSHAKE && body.has(0, 2) && body.isPrintable(2, body.u16(0))) {
        return body.text(2, body.u16(0));
      }
    }
    return "";
  }

  /** What a client tells of its software in ApiVersions from version 3 on, or empty. */
  String software() {
    for (Request request : requests) {
      Bytes body = request.body();
      if (request.key() == API_VERSIONS && request.version() >= 3 && body.has(0, 3)) {
        int length = body.u8(1) - 1; // behind the header's tagged fields: a compact string
        boolean kept = body.u8(0) == 0 && length > 0 && body.isPrintable(2, length);
        return kept ? body.text(2, length) : "";
      }
    }
    return "";
  }
}
