package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A TLS conversation from its ClientHello on: SSL 2.0 to TLS 1.3. Encrypted only once the handshake
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

  /** The session, or the reason why these bytes are none. */
  public static Reading read(Speech client, Speech server) {
    Bytes first = client.bytes();
    if (first.isEmpty()) {
      return Reading.pending("no byte of the client");
    }
    if (first.u8(0) >= 0x80) {
      return Ssl2.read(client, server);
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
      if (CutHello.beginsWith(said)) {
        return Reading.of(CutHello.judge(said, client, server));
      }
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
    Map<String, String> facts = new TreeMap<>();
    TlsFacts.named(facts, hello);
    if (server.detailed()) {
      facts.put("tls.ja4", Ja4.of(hello, 't'));
    }
    return Reading.of(judge(said, hello, server, facts));
  }

  /** What becomes of an offer, whatever form it came in. */
  static TlsSession judge(
      TlsRecords client, TlsHello offer, Speech server, Map<String, String> facts) {
    TlsRecords answer = TlsRecords.read(server.bytes(), 0);
    TlsProgress progress = new TlsProgress(client, answer, server, offer);
    if (answer.records().isEmpty()) {
      return unanswered(progress, facts);
    }
    TlsHandshake said = TlsHandshake.read(answer);
    TlsHandshake.Message message = said.first(TlsHandshake.SERVER_HELLO);
    TlsHello choice = message == null ? null : TlsHello.server(message.body());
    if (choice == null) {
      String reason = progress.alerted("TLS handshake without a ServerHello");
      return new TlsSession(Encryption.OPAQUE, reason, facts, ImmutableList.of());
    }
    ImmutableList<String> application = choice.alpn();
    application = application.isEmpty() ? offer.alpn() : application;
    if (server.detailed()) {
      TlsFacts.chosen(facts, offer, choice);
      TlsFacts.followed(facts, choice, TlsHandshake.read(client), said, server.nanos());
      facts.put("tls.alpn", String.join(",", application));
    }
    return settled(progress, choice, facts, application);
  }

  private static TlsSession unanswered(TlsProgress progress, Map<String, String> facts) {
    if (progress.clientGoesOnAlone()) {
      facts.put("tls.alpn", String.join(",", progress.offer().alpn()));
      return new TlsSession(
          Encryption.ENCRYPTED,
          "TLS handshake completed, client's direction only",
          facts,
          progress.offer().alpn());
    }
    String reason =
        progress.server().bytes().length() < 5
            ? "TLS ClientHello without an answer"
            : "TLS ClientHello not answered in TLS";
    return new TlsSession(Encryption.OPAQUE, reason, facts, ImmutableList.of());
  }

  private static TlsSession settled(
      TlsProgress progress,
      TlsHello choice,
      Map<String, String> facts,
      ImmutableList<String> application) {
    String name = TlsNames.protocol(choice.negotiatedVersion());
    if (!progress.finished(choice)) {
      String reason = progress.alerted(name + " handshake not seen to complete");
      return new TlsSession(Encryption.OPAQUE, reason, facts, application);
    }
    TlsSession session =
        of(choice.suite(), name, name + " handshake completed", facts, application);
    String behind = progress.unprotected();
    return session.encryption() == Encryption.ENCRYPTED && !behind.isEmpty()
        ? new TlsSession(Encryption.OPAQUE, session.reason() + behind, facts, application)
        : session;
  }

  /** A session whose handshake was completed: its suite decides. */
  static TlsSession of(
      int suite,
      String name,
      String completed,
      Map<String, String> facts,
      ImmutableList<String> application) {
    if (TlsSuites.withoutEncryption(suite)) {
      String reason = name + " with a NULL cipher suite: not encrypted";
      return new TlsSession(Encryption.PLAINTEXT, reason, facts, application);
    }
    if (TlsSuites.anonymous(suite)) {
      String reason = name + " with an anonymous suite: nobody was authenticated";
      return new TlsSession(Encryption.OPAQUE, reason, facts, application);
    }
    if (TlsSuites.export(suite)) {
      String reason = name + " with an export suite: its short keys protect nothing";
      return new TlsSession(Encryption.OPAQUE, reason, facts, application);
    }
    return new TlsSession(Encryption.ENCRYPTED, completed, facts, application);
  }

  /**
   * A session, or why there is none.
   *
   * @param session null when these bytes are no TLS, or not yet
   * @param reason why not
   * @param more whether more bytes could make it one
   */
  public record Reading(@Nullable TlsSession session, String reason, boolean more) {
    static Reading of(TlsSession session) {
      return new Reading(session, "", false);
    }

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
