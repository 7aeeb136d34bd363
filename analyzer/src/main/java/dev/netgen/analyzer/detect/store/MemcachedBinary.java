package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;
import java.util.Optional;

/**
 * Memcached's binary protocol ({@code BinaryProtocolRevamped} in its documentation).
 *
 * <pre>
 * 80 request, 81 answer | opcode 8 | key 16 | extras 8 | type 8 = 0 | bucket or status 16 |
 * body 32 | opaque 32 | cas 64 | extras, key, value
 * </pre>
 */
final class MemcachedBinary {
  static final int REQUEST = 0x80;
  static final int ANSWER = 0x81;

  private static final int HEADER = 24;
  private static final int LONGEST_KEY = 250;
  private static final int MOST_OPCODE = 0x48;
  private static final int MOST_PACKETS = 64;
  private static final int SASL_AUTH = 0x21;
  private static final int HELLO = 0x1F;
  private static final int FRAMED_REQUEST = 0x08;
  private static final int FRAMED_ANSWER = 0x18;
  private static final int DATA_TYPES = 7;

  private MemcachedBinary() {}

  static Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("first header cut");
    }
    if (!headerAt(client, 0, REQUEST)) {
      return Outcome.no("no request header");
    }
    if (!server.has(0, HEADER)) {
      boolean may = server.isEmpty() || server.u8(0) == ANSWER;
      return may ? Outcome.needMore("no answer kept") : Outcome.no("not answered by a header");
    }
    if (!headerAt(server, 0, ANSWER) || !(paired(client, server) || exchange.midStream())) {
      return Outcome.no("not answered by a header");
    }
    String mechanism = mechanism(client);
    Finding finding =
        Finding.plaintext("memcached", "binary request and answer")
            .withFacts(Map.of("memcached.mechanism", mechanism))
            .withCredentialsIf(mechanism.equals("PLAIN"));
    Optional<Authentication> seen =
        !mechanism.isEmpty()
            ? Optional.of(Authentication.SEEN)
            : exchange.midStream() ? Optional.of(Authentication.NOT_LOOKED) : served(server);
    return seen.map(finding::withAuthentication).orElse(finding).match();
  }

  private static boolean headerAt(Bytes bytes, int at, int magic) {
    int key = bytes.u16(at + 2);
    int extras = bytes.u8(at + 4);
    return bytes.u8(at) == magic
        && bytes.u8(at + 1) <= MOST_OPCODE
        && key <= LONGEST_KEY
        && extras <= 32
        && bytes.u8(at + 5) == 0
        && key + extras <= bytes.u32(at + 8)
        && bytes.u32(at + 8) <= 1 << 27;
  }

  /**
   * Whether a packet begins here, behind a first one: Couchbase has more opcodes and types of data,
   * and after HELLO headers whose key's length has one byte beside that of their frames.
   */
  private static boolean followsAt(Bytes bytes, int at, int magic, int framed) {
    boolean frames = bytes.u8(at) == framed;
    int key = frames ? bytes.u8(at + 2) + bytes.u8(at + 3) : bytes.u16(at + 2);
    return (frames || bytes.u8(at) == magic)
        && key <= LONGEST_KEY + 255
        && bytes.u8(at + 5) <= DATA_TYPES
        && key + bytes.u8(at + 4) <= bytes.u32(at + 8)
        && bytes.u32(at + 8) <= 1 << 27;
  }

  /** The first answer repeats a request's opaque: quiet requests have none of their own. */
  private static boolean paired(Bytes client, Bytes server) {
    long at = 0;
    for (int i = 0; i < MOST_PACKETS && client.has(at, HEADER); i++) {
      int start = (int) at;
      if (!headerAt(client, start, REQUEST)) {
        return false;
      }
      if (client.u32(start + 12) == server.u32(12) && client.u8(start + 1) == server.u8(1)) {
        return true;
      }
      at += HEADER + client.u32(start + 8);
    }
    return false;
  }

  /** The mechanism of the first SASL authentication, or empty. */
  private static String mechanism(Bytes client) {
    long at = 0;
    for (int i = 0; i < MOST_PACKETS && client.has(at, HEADER); i++) {
      int start = (int) at;
      if (!followsAt(client, start, REQUEST, FRAMED_REQUEST)) {
        break;
      }
      int key = client.u16(start + 2);
      if (client.u8(start + 1) == SASL_AUTH && client.isPrintable(start + HEADER, key)) {
        return client.text(start + HEADER, key);
      }
      at += HEADER + client.u32(start + 8);
    }
    return "";
  }

  /** Whether something ordinary was answered other than by an authentication error. */
  private static Optional<Authentication> served(Bytes server) {
    long at = 0;
    for (int i = 0; i < MOST_PACKETS && server.has(at, HEADER); i++) {
      int start = (int) at;
      if (!followsAt(server, start, ANSWER, FRAMED_ANSWER)) {
        break;
      }
      int opcode = server.u8(start + 1);
      int status = server.u16(start + 6);
      if (status == 0x20) {
        return Optional.of(Authentication.SEEN);
      }
      boolean ordinary = opcode != 0x07 && opcode != 0x0A && opcode != 0x0B && opcode < HELLO;
      if (ordinary && status <= 5) {
        return Optional.of(Authentication.NONE_SEEN);
      }
      at += HEADER + server.u32(start + 8);
    }
    return Optional.empty();
  }
}
