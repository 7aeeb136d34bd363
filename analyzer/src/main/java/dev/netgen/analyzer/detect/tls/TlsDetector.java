package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.Map;

/**
 * TLS (RFC 8446, RFC 5246 and before). HTTP over TLS is told by ALPN (RFC 7301) and called {@code
 * https}; PostgreSQL's direct TLS by its ALPN name {@code postgresql}.
 */
public final class TlsDetector implements Detector {
  private static final ImmutableSet<String> HTTP = ImmutableSet.of("h2", "http/1.1", "http/1.0");

  @Override
  public Card card() {
    return Card.of("tls", "TLS (SSL 2.0 to TLS 1.3)", "RFC 8446")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == TlsRecords.HANDSHAKE || client >= 0x80 || client < 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    TlsSession.Reading reading = TlsSession.read(exchange.client(), exchange.server());
    TlsSession session = reading.session();
    if (exchange.client().isEmpty() && exchange.client().complete()) {
      return serverAlone(exchange.server());
    }
    if (session == null) {
      return exchange.midStream() ? TlsFraming.detect(exchange) : reading.outcome();
    }
    return found(without(session, exchange));
  }

  /** A handshake that failed or was not gone on with, and nothing else: no application spoke. */
  private static TlsSession without(TlsSession session, Exchange exchange) {
    boolean open = session.encryption() == Encryption.OPAQUE && exchange.whole();
    return open && handshakeOnly(exchange.client()) && handshakeOnly(exchange.server())
        ? new TlsSession(Encryption.NONE, session.reason(), session.facts(), session.application())
        : session;
  }

  private static boolean handshakeOnly(Speech speech) {
    TlsRecords records = TlsRecords.read(speech.bytes(), 0);
    return records.clean()
        && !records.headerCut()
        && !records.has(TlsRecords.APPLICATION_DATA)
        && !records.has(TlsRecords.HEARTBEAT);
  }

  /** A server whose client left without a word, as scans and health checks do. */
  private static Outcome alertAlone(Bytes server) {
    TlsRecords records = TlsRecords.read(server, 0);
    boolean alone = records.clean() && records.records().size() == 1;
    return alone && records.clearAlert() != null
        ? Finding.of("tls", Encryption.OPAQUE, "TLS alert to a silent client").match()
        : Outcome.needMore("one direction only");
  }

  /**
   * A capture point that saw the server's direction only. Up to TLS 1.2 a server changes ciphers
   * after the client did, and goes on when it has verified it; when it resumes a session it does so
   * before, so that only data shows it.
   */
  private static Outcome serverAlone(Speech server) {
    Bytes bytes = server.bytes();
    if (bytes.isEmpty() || bytes.u8(0) != TlsRecords.HANDSHAKE) {
      return alertAlone(bytes);
    }
    TlsRecords records = TlsRecords.read(bytes, 0);
    TlsHandshake said = TlsHandshake.read(records);
    boolean first =
        !said.messages().isEmpty() && said.messages().get(0).type() == TlsHandshake.SERVER_HELLO;
    TlsHandshake.Message message = first ? said.first(TlsHandshake.SERVER_HELLO) : null;
    TlsHello choice = message == null ? null : TlsHello.server(message.body());
    if (choice == null || !records.clean()) {
      return Outcome.needMore("one direction only");
    }
    return alone(choice, records, TlsFacts.ofServer(choice, said, server.nanos()));
  }

  private static Outcome alone(TlsHello choice, TlsRecords records, Map<String, String> facts) {
    String name = TlsNames.protocol(choice.negotiatedVersion());
    boolean finished =
        !TlsFacts.isSecret(choice.negotiatedVersion())
            && records.changedCipher()
            && records.has(TlsRecords.APPLICATION_DATA)
            && records.clearAlert() == null
            && (TlsSuites.withoutEncryption(choice.suite()) || !records.readable());
    TlsSession session =
        finished
            ? TlsSession.of(
                choice.suite(),
                name,
                name + " handshake completed, server's direction only",
                facts,
                choice.alpn())
            : new TlsSession(
                Encryption.OPAQUE,
                name + " ServerHello, server's direction only",
                facts,
                ImmutableList.of());
    return found(session);
  }

  private static Outcome found(TlsSession session) {
    return Finding.of(protocolOf(session), session.encryption(), session.reason())
        .withFacts(session.facts())
        .match();
  }

  private static String protocolOf(TlsSession session) {
    boolean agreed =
        session.encryption() == Encryption.ENCRYPTED
            || session.encryption() == Encryption.PLAINTEXT;
    if (!agreed || session.application().isEmpty()) {
      return "tls";
    }
    if (HTTP.containsAll(session.application())) {
      return "https";
    }
    return session.application().get(0).equals("postgresql") ? "postgresql" : "tls";
  }
}
