package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A ClientHello or ServerHello (RFC 8446 sections 4.1.2 and 4.1.3, RFC 5246 section 7.4.1; with the
 * cookie of DTLS, RFC 6347 section 4.2.1).
 *
 * <pre>
 * version 2 | random 32 | session id 1+n | client: (cookie 1+n) suites 2+n, compression 1+n
 *                                        | server: suite 2, compression 1
 *           | extensions 2+n: (type 2, data 2+n)*
 * </pre>
 *
 * @param legacyVersion the version field
 * @param sessionId the session's id, empty where none
 * @param suites the numbers offered, two bytes each, or the one chosen
 * @param extensions its extensions
 */
record TlsHello(int legacyVersion, Bytes sessionId, Bytes suites, TlsExtensions extensions) {
  static final int SERVER_NAME = 0;
  static final int ALPN = 16;
  static final int SIGNATURE_ALGORITHMS = 13;
  static final int PRE_SHARED_KEY = 41;
  static final int EARLY_DATA = 42;
  static final int SUPPORTED_VERSIONS = 43;
  static final int KEY_SHARE = 51;
  static final int CONNECTION_ID = 54;

  private static final int ENCRYPTED_SERVER_NAME = 0xFFCE;
  private static final int ENCRYPTED_CLIENT_HELLO = 0xFE0D;
  private static final int FIRST_DRAFT = 0x7F00;
  private static final int LAST_SHORT_DRAFT = 0x7F15;
  private static final int RANDOM_END = 34;

  /** SHA-256 of "HelloRetryRequest", its first bytes (RFC 8446 section 4.1.3). */
  private static final long RETRY_RANDOM = 0xCF21AD74L;

  static boolean isRetry(TlsHandshake.Message message) {
    return message.type() == TlsHandshake.SERVER_HELLO
        && message.body().has(2, 4)
        && message.body().u32(2) == RETRY_RANDOM;
  }

  /** Reads a ClientHello's body strictly; null where a length does not add up. */
  static @Nullable TlsHello client(Bytes body) {
    return offer(body, afterSession(body));
  }

  /** The same of DTLS, which holds a cookie. */
  static @Nullable TlsHello datagramClient(Bytes body) {
    int cookie = afterSession(body);
    return cookie >= 0 && body.has(cookie, 1) ? offer(body, cookie + 1 + body.u8(cookie)) : null;
  }

  private static @Nullable TlsHello offer(Bytes body, int suites) {
    if (suites < 0 || !body.has(suites, 2)) {
      return null;
    }
    int length = body.u16(suites);
    int compression = suites + 2 + length;
    if (length < 2 || length % 2 != 0 || !body.has(compression, 1)) {
      return null;
    }
    int end = compression + 1 + body.u8(compression);
    return withExtensions(body, end, session(body), body.slice(suites + 2, length));
  }

  /** Reads a ServerHello's body strictly; null where a length does not add up. */
  static @Nullable TlsHello server(Bytes body) {
    boolean draft = body.has(0, 2) && body.u16(0) >= FIRST_DRAFT && body.u16(0) <= LAST_SHORT_DRAFT;
    if (draft) {
      return shortServer(body);
    }
    int suite = afterSession(body);
    if (suite < 0 || !body.has(suite, 3)) {
      return null;
    }
    return withExtensions(body, suite + 3, session(body), body.slice(suite, 2));
  }

  /** TLS 1.3 up to draft 21: version, random, suite, extensions. */
  private static @Nullable TlsHello shortServer(Bytes body) {
    return body.has(0, RANDOM_END + 2)
        ? withExtensions(body, RANDOM_END + 2, Bytes.EMPTY, body.slice(RANDOM_END, 2))
        : null;
  }

  private static int afterSession(Bytes body) {
    if (!body.has(0, RANDOM_END + 1) || body.u8(RANDOM_END) > 32) {
      return -1;
    }
    int end = RANDOM_END + 1 + body.u8(RANDOM_END);
    return body.has(0, end) ? end : -1;
  }

  private static Bytes session(Bytes body) {
    return body.slice(RANDOM_END + 1, body.u8(RANDOM_END));
  }

  private static @Nullable TlsHello withExtensions(
      Bytes body, int at, Bytes session, Bytes suites) {
    if (at == body.length()) {
      return new TlsHello(body.u16(0), session, suites, TlsExtensions.NONE);
    }
    if (!body.has(at, 2) || at + 2 + body.u16(at) != body.length()) {
      return null;
    }
    TlsExtensions extensions = TlsExtensions.read(body.from(at + 2));
    return extensions == null ? null : new TlsHello(body.u16(0), session, suites, extensions);
  }

  /** The chosen suite of a ServerHello. */
  int suite() {
    return suites.u16(0);
  }

  /** The version a ServerHello settles on: supported_versions before the version field. */
  int negotiatedVersion() {
    Bytes chosen = extensions.get(SUPPORTED_VERSIONS);
    return chosen.length() == 2 ? chosen.u16(0) : legacyVersion;
  }

  /** Whether the hello itself is encrypted, so that the name in clear names nobody. */
  boolean encryptedHelloOffered() {
    return extensions.has(ENCRYPTED_CLIENT_HELLO) || extensions.has(ENCRYPTED_SERVER_NAME);
  }

  /** The host name of server_name (RFC 6066 section 3), or empty. */
  String serverName() {
    Bytes data = extensions.get(SERVER_NAME);
    if (!data.has(0, 5) || data.u8(2) != 0 || !data.has(5, data.u16(3))) {
      return "";
    }
    return data.text(5, data.u16(3));
  }

  /** The protocol names of ALPN (RFC 7301), offered or chosen. */
  ImmutableList<String> alpn() {
    Bytes data = extensions.get(ALPN);
    if (data.isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<String> names = ImmutableList.builder();
    int at = 2;
    while (data.has(at, 1) && data.has(at + 1, data.u8(at))) {
      names.add(data.text(at + 1, data.u8(at)));
      at += 1 + data.u8(at);
    }
    return names.build();
  }

  /** Whether one of the suites offered would leave a session open to whoever listens or answers. */
  boolean offersWeakSuites() {
    for (int at = 0; at + 1 < suites.length(); at += 2) {
      int suite = suites.u16(at);
      if (TlsSuites.withoutEncryption(suite)
          || TlsSuites.anonymous(suite)
          || TlsSuites.export(suite)) {
        return true;
      }
    }
    return false;
  }
}
