package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ClientHello or ServerHello (RFC 8446 sections 4.1.2 and 4.1.3, RFC 5246 section 7.4.1).
 *
 * <pre>
 * version 2 | random 32 | session id 1+n | client: suites 2+n, compression 1+n
 *                                        | server: suite 2, compression 1
 *           | extensions 2+n: (type 2, data 2+n)*
 * </pre>
 *
 * @param legacyVersion the version field
 * @param suite the chosen suite of a ServerHello, or -1
 * @param extensions the data by extension type
 */
record TlsHello(int legacyVersion, int suite, ImmutableMap<Integer, Bytes> extensions) {
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int ENCRYPTED_CLIENT_HELLO = 0xFE0D;
  private static final int RANDOM_END = 34;
  private static final int MAX_EXTENSIONS = 128;

  /** SHA-256 of "HelloRetryRequest", its first bytes (RFC 8446 section 4.1.3). */
  private static final long RETRY_RANDOM = 0xCF21AD74L;

  static boolean isRetry(TlsHandshake.Message message) {
    return message.type() == TlsHandshake.SERVER_HELLO
        && message.body().has(2, 4)
        && message.body().u32(2) == RETRY_RANDOM;
  }

  /** Reads a ClientHello's body strictly; null where a length does not add up. */
  static @Nullable TlsHello client(Bytes body) {
    int suites = afterSession(body);
    if (suites < 0 || !body.has(suites, 2)) {
      return null;
    }
    int suitesLength = body.u16(suites);
    int compression = suites + 2 + suitesLength;
    if (suitesLength < 2 || suitesLength % 2 != 0 || !body.has(compression, 1)) {
      return null;
    }
    return withExtensions(body, compression + 1 + body.u8(compression), -1);
  }

  /** Reads a ServerHello's body strictly; null where a length does not add up. */
  static @Nullable TlsHello server(Bytes body) {
    int suite = afterSession(body);
    if (suite < 0 || !body.has(suite, 3)) {
      return null;
    }
    return withExtensions(body, suite + 3, body.u16(suite));
  }

  private static int afterSession(Bytes body) {
    if (!body.has(0, RANDOM_END + 1) || body.u8(RANDOM_END) > 32) {
      return -1;
    }
    return RANDOM_END + 1 + body.u8(RANDOM_END);
  }

  private static @Nullable TlsHello withExtensions(Bytes body, int at, int suite) {
    if (at == body.length()) {
      return new TlsHello(body.u16(0), suite, ImmutableMap.of());
    }
    if (!body.has(at, 2) || at + 2 + body.u16(at) != body.length()) {
      return null;
    }
    Map<Integer, Bytes> extensions = new HashMap<>();
    int next = at + 2;
    while (next < body.length()) {
      if (!body.has(next, 4)
          || !body.has(next + 4, body.u16(next + 2))
          || extensions.size() >= MAX_EXTENSIONS) {
        return null;
      }
      int length = body.u16(next + 2);
      extensions.putIfAbsent(body.u16(next), body.slice(next + 4, length));
      next += 4 + length;
    }
    return new TlsHello(body.u16(0), suite, ImmutableMap.copyOf(extensions));
  }

  /** The version a ServerHello settles on: supported_versions before the version field. */
  int negotiatedVersion() {
    Bytes chosen = extensions.get(SUPPORTED_VERSIONS);
    return chosen != null && chosen.length() == 2 ? chosen.u16(0) : legacyVersion;
  }

  /** Whether an encrypted ClientHello is offered, so that the name in clear names nobody. */
  boolean encryptedHelloOffered() {
    return extensions.containsKey(ENCRYPTED_CLIENT_HELLO);
  }

  /** The host name of server_name (RFC 6066 section 3), or empty. */
  String serverName() {
    Bytes data = extensions.getOrDefault(SERVER_NAME, Bytes.EMPTY);
    if (!data.has(0, 5) || data.u8(2) != 0 || !data.has(5, data.u16(3))) {
      return "";
    }
    return data.text(5, data.u16(3));
  }

  /** The protocol names of ALPN (RFC 7301), offered or chosen. */
  ImmutableList<String> alpn() {
    Bytes data = extensions.getOrDefault(ALPN, Bytes.EMPTY);
    ImmutableList.Builder<String> names = ImmutableList.builder();
    int at = 2;
    while (data.has(at, 1) && data.has(at + 1, data.u8(at))) {
      names.add(data.text(at + 1, data.u8(at)));
      at += 1 + data.u8(at);
    }
    return names.build();
  }
}
