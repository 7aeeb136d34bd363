package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A TLS conversation from its ClientHello on: SSL 3.0 to TLS 1.3. Encrypted only once the handshake
 * is seen to have come to its end; shared by TLS proper and the protocols that upgrade to it.
 *
 * @param encryption ENCRYPTED, PLAINTEXT (NULL suite) or OPAQUE
 * @param reason what decided
 * @param facts {@code tls.*}
 * @param application the application protocols by ALPN: chosen, or offered where the choice is
 *     hidden or was not made
 */
public record TlsSession(
    Encryption encryption,
    String reason,
    Map<String, String> facts,
    ImmutableList<String> application) {
  private static final int TLS_1_3 = 0x0304;

  /** Both sides' records, and whether the server said more than was kept. */
  private record Sides(TlsRecords client, TlsRecords server, boolean serverCut) {
    /** The server's change of cipher lies beyond what was kept, and the client went on to speak. */
    boolean certificatesTooLong() {
      return serverCut
          && server.clean()
          && !server.has(TlsRecords.CHANGE_CIPHER_SPEC)
          && client.has(TlsRecords.APPLICATION_DATA);
    }
  }

  /** The session, or the reason why these bytes are none. */
  public static Reading read(Speech client, Speech server) {
    Bytes first = client.bytes();
    if (first.isEmpty()) {
      return Reading.pending("no byte of the client");
    }
    if (first.u8(0) != TlsRecords.HANDSHAKE || (first.has(1, 1) && first.u8(1) != 3)) {
      return Reading.none("no handshake record first");
    }
    TlsRecords said = TlsRecords.read(first, 0);
    if (said.records().isEmpty()) {
      return said.headerCut() ? Reading.pending("record header cut") : Reading.none("no record");
    }
    TlsHandshake handshake = TlsHandshake.read(said);
    if (handshake.messages().isEmpty()) {
      return said.clean() && mayBeHello(said)
          ? Reading.pending("ClientHello cut")
          : Reading.none("handshake does not begin with a ClientHello");
    }
    return afterFirstMessage(said, handshake.messages().get(0), server);
  }

  private static boolean mayBeHello(TlsRecords said) {
    Bytes fragment = said.records().get(0).fragment();
    return fragment.isEmpty() || fragment.u8(0) == TlsHandshake.CLIENT_HELLO;
  }

  private static Reading afterFirstMessage(
      TlsRecords said, TlsHandshake.Message message, Speech server) {
    if (message.type() != TlsHandshake.CLIENT_HELLO) {
      return Reading.none("handshake does not begin with a ClientHello");
    }
    TlsHello hello = TlsHello.client(message.body());
    if (hello == null) {
      return Reading.none("ClientHello does not parse");
    }
    Sides sides = new Sides(said, TlsRecords.read(server.bytes(), 0), !server.complete());
    return new Reading(judge(sides, hello, server.bytes().length()), "", false);
  }

  private static TlsSession judge(Sides sides, TlsHello offer, int serverBytes) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(offer.encryptedHelloOffered() ? "tls.outer_sni" : "tls.sni", offer.serverName());
    TlsRecords server = sides.server();
    if (server.records().isEmpty()) {
      String reason =
          serverBytes < 5
              ? "TLS ClientHello without an answer"
              : "TLS ClientHello not answered in TLS";
      return new TlsSession(Encryption.OPAQUE, reason, facts, ImmutableList.of());
    }
    TlsHandshake.Message message = TlsHandshake.read(server).first(TlsHandshake.SERVER_HELLO);
    TlsHello choice = message == null ? null : TlsHello.server(message.body());
    if (choice == null) {
      String reason = alerted(sides, "TLS handshake without a ServerHello");
      return new TlsSession(Encryption.OPAQUE, reason, facts, ImmutableList.of());
    }
    facts.put("tls.version", versionText(choice.negotiatedVersion()));
    facts.put("tls.suite", hex(choice.suite()));
    ImmutableList<String> application = choice.alpn().isEmpty() ? offer.alpn() : choice.alpn();
    facts.put("tls.alpn", String.join(",", application));
    return settled(sides, choice, facts, application);
  }

  private static TlsSession settled(
      Sides sides, TlsHello choice, Map<String, String> facts, ImmutableList<String> application) {
    int version = choice.negotiatedVersion();
    String name = "TLS " + versionText(version);
    if (!finished(sides, version)) {
      String reason = alerted(sides, name + " handshake not seen to complete");
      return new TlsSession(Encryption.OPAQUE, reason, facts, application);
    }
    if (TlsSuites.withoutEncryption(choice.suite())) {
      String reason = name + " with a NULL cipher suite: not encrypted";
      return new TlsSession(Encryption.PLAINTEXT, reason, facts, application);
    }
    if (TlsSuites.anonymous(choice.suite())) {
      String reason = name + " with an anonymous suite: nobody was authenticated";
      return new TlsSession(Encryption.OPAQUE, reason, facts, application);
    }
    return new TlsSession(Encryption.ENCRYPTED, name + " handshake completed", facts, application);
  }

  /**
   * Up to TLS 1.2 both sides change ciphers, and neither says in clear that it failed. In TLS 1.3
   * both sides send protected records, the client one too long to be an alert.
   */
  private static boolean finished(Sides sides, int version) {
    TlsRecords client = sides.client();
    TlsRecords server = sides.server();
    if (version >= TLS_1_3) {
      return client.protectedData()
          && server.has(TlsRecords.APPLICATION_DATA)
          && client.clearAlert() == null;
    }
    return changedCipher(client)
        && (changedCipher(server) || sides.certificatesTooLong())
        && client.clearAlert() == null
        && server.clearAlert() == null;
  }

  /** A change of cipher and at least the header of what follows under it. */
  private static boolean changedCipher(TlsRecords records) {
    boolean changed = false;
    for (TlsRecords.TlsRecord record : records.records()) {
      if (changed && record.type() != TlsRecords.ALERT) {
        return true;
      }
      changed |= record.type() == TlsRecords.CHANGE_CIPHER_SPEC;
    }
    return false;
  }

  private static String alerted(Sides sides, String otherwise) {
    TlsRecords.TlsRecord alert = sides.client().clearAlert();
    alert = alert == null ? sides.server().clearAlert() : alert;
    return alert == null ? otherwise : "TLS handshake failed, alert " + alert.fragment().u8(1);
  }

  private static String hex(int number) {
    String digits = Integer.toHexString(number).toUpperCase(Locale.ROOT);
    return "0x" + "0000".substring(Math.min(4, digits.length())) + digits;
  }

  private static String versionText(int version) {
    return switch (version) {
      case 0x0300 -> "SSL 3.0";
      case 0x0301 -> "1.0";
      case 0x0302 -> "1.1";
      case 0x0303 -> "1.2";
      case 0x0304 -> "1.3";
      default -> version >>> 8 == 0x7F ? "1.3 draft " + (version & 0xFF) : hex(version);
    };
  }

  /**
   * A session, or why there is none.
   *
   * @param session null when these bytes are no TLS, or not yet
   * @param reason why not
   * @param more whether more bytes could make it one
   */
  public record Reading(@Nullable TlsSession session, String reason, boolean more) {
    static Reading none(String reason) {
      return new Reading(null, reason, false);
    }

    static Reading pending(String reason) {
      return new Reading(null, reason, true);
    }

    /** The outcome while there is no session. */
    Outcome outcome() {
      return more ? Outcome.needMore(reason) : Outcome.no(reason);
    }
  }
}
