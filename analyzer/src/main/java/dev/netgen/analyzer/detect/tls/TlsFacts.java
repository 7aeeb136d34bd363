package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a handshake shows beside the verdict: {@code tls.*}. */
public final class TlsFacts {
  private static final int TLS_1_3 = 0x0304;
  private static final int CERTIFICATE = 11;
  private static final int SERVER_KEY_EXCHANGE = 12;
  private static final int CERTIFICATE_REQUEST = 13;
  private static final int SERVER_HELLO_DONE = 14;
  private static final int NAMED_CURVE = 3;

  private TlsFacts() {}

  /**
   * Those of a handshake inside QUIC (RFC 9001 section 4): empty without a ClientHello, and without
   * {@code tls.suite} where no ServerHello was read.
   *
   * @param client the client's handshake messages, as far as they were read
   * @param server the server's
   */
  public static ImmutableSortedMap<String, String> ofQuic(Bytes client, Bytes server) {
    TlsHandshake.Message first = TlsHandshake.of(client).first(TlsHandshake.CLIENT_HELLO);
    TlsHello offer = first == null ? null : TlsHello.client(first.body());
    if (offer == null) {
      return ImmutableSortedMap.of();
    }
    TreeMap<String, String> facts = new TreeMap<>();
    offered(facts, offer, 'q');
    facts.put("tls.alpn", String.join(",", offer.alpn()));
    TlsHandshake.Message answer = TlsHandshake.of(server).first(TlsHandshake.SERVER_HELLO);
    TlsHello choice = answer == null ? null : TlsHello.server(answer.body());
    if (choice != null) {
      chosen(facts, offer, choice);
    }
    facts.values().removeIf(String::isEmpty);
    return ImmutableSortedMap.copyOf(facts);
  }

  /** Of a ClientHello: the name asked for and the client's fingerprint. */
  static void offered(Map<String, String> facts, TlsHello offer, char transport) {
    named(facts, offer);
    facts.put("tls.ja4", Ja4.of(offer, transport));
  }

  /** Of a ClientHello the name asked for alone. */
  static void named(Map<String, String> facts, TlsHello offer) {
    facts.put(offer.encryptedHelloOffered() ? "tls.outer_sni" : "tls.sni", offer.serverName());
  }

  /** Of a ServerHello: what it settles on. */
  static void chosen(Map<String, String> facts, TlsHello offer, TlsHello choice) {
    facts.put("tls.version", TlsNames.version(choice.negotiatedVersion()));
    facts.put("tls.suite", TlsSuites.name(choice.suite()));
    facts.put("tls.resumed", resumed(offer, choice) ? "yes" : "no");
    Bytes share = choice.extensions().get(TlsHello.KEY_SHARE);
    if (share.has(0, 2)) {
      facts.put("tls.group", TlsNames.group(share.u16(0)));
    }
  }

  /** Of a server alone, whose client's hello was not seen or not as a whole. */
  static Map<String, String> ofServer(TlsHello choice, TlsHandshake server, long nanos) {
    Map<String, String> facts = new TreeMap<>();
    chosen(facts, choice, choice);
    facts.remove("tls.resumed");
    followed(facts, choice, TlsHandshake.of(Bytes.EMPTY), server, nanos);
    facts.put("tls.client_certificate", "unknown");
    return facts;
  }

  /** By a session's id up to TLS 1.2, by a key of before since (RFC 8446 section 2.2). */
  static boolean resumed(TlsHello offer, TlsHello choice) {
    if (isSecret(choice.negotiatedVersion())) {
      return choice.extensions().has(TlsHello.PRE_SHARED_KEY);
    }
    return !choice.sessionId().isEmpty()
        && choice.sessionId().text().equals(offer.sessionId().text());
  }

  /** Whether all that follows the ServerHello is encrypted: since TLS 1.3, its drafts, DTLS 1.3. */
  static boolean isSecret(int version) {
    return (version >= TLS_1_3 && version < 0x0400) || version >>> 8 == 0x7F || version == 0xFEFC;
  }

  /** Of what follows the hellos in clear: certificates, the key exchange, who must show himself. */
  static void followed(
      Map<String, String> facts,
      TlsHello choice,
      TlsHandshake client,
      TlsHandshake server,
      long nanos) {
    if (isSecret(choice.negotiatedVersion())) {
      facts.put("tls.client_certificate", "unknown");
      return;
    }
    TlsHandshake.Message list = server.first(CERTIFICATE);
    Certificate certificate = list == null ? null : Certificate.read(leaf(list.body()));
    if (certificate != null) {
      certificate.addTo(facts, nanos);
    }
    TlsHandshake.Message exchange = server.first(SERVER_KEY_EXCHANGE);
    if (exchange != null) {
      facts.put("tls.group", group(TlsSuites.name(choice.suite()), exchange.body()));
    }
    facts.put("tls.client_certificate", clientCertificate(client, server));
  }

  private static Bytes leaf(Bytes list) {
    return list.has(0, 6) && list.has(6, list.u24(3)) ? list.slice(6, list.u24(3)) : Bytes.EMPTY;
  }

  /** RFC 8422 section 5.4 and RFC 5246 section 7.4.3. */
  private static String group(String suite, Bytes exchange) {
    if (suite.startsWith("TLS_ECDH")) {
      boolean named = exchange.has(0, 3) && exchange.u8(0) == NAMED_CURVE;
      return named ? TlsNames.group(exchange.u16(1)) : "";
    }
    boolean prime = suite.startsWith("TLS_DH") && exchange.has(0, 2);
    return prime && exchange.has(2, exchange.u16(0)) ? "DH " + 8 * exchange.u16(0) : "";
  }

  private static String clientCertificate(TlsHandshake client, TlsHandshake server) {
    if (server.first(CERTIFICATE_REQUEST) == null) {
      return server.first(SERVER_HELLO_DONE) == null ? "unknown" : "not asked";
    }
    TlsHandshake.Message sent = client.first(CERTIFICATE);
    if (sent != null) {
      return leaf(sent.body()).isEmpty() ? "asked, not sent" : "sent";
    }
    return client.messages().size() > 1 ? "asked, not sent" : "asked";
  }

  /** The certificate of an SSL 2 server, or none. */
  static void certificate(Map<String, String> facts, Bytes encoded, long nanos) {
    @Nullable Certificate certificate = Certificate.read(encoded);
    if (certificate != null) {
      certificate.addTo(facts, nanos);
    }
  }
}
