package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * TLS (RFC 8446, RFC 5246 and before). HTTP over TLS is told by ALPN (RFC 7301) and called {@code
 * https}; PostgreSQL's direct TLS by its ALPN name {@code postgresql}.
 */
public final class TlsDetector implements Detector {
  private static final ImmutableSet<String> HTTP = ImmutableSet.of("h2", "http/1.1", "http/1.0");

  @Override
  public Card card() {
    return Card.of("tls", "TLS (SSL 3.0 to TLS 1.3)", "RFC 8446")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    TlsSession.Reading reading = TlsSession.read(exchange.client(), exchange.server());
    TlsSession session = reading.session();
    if (exchange.client().isEmpty() && exchange.client().complete()) {
      return alertAlone(exchange.server().bytes());
    }
    if (session == null) {
      return exchange.midStream() ? TlsFraming.detect(exchange) : reading.outcome();
    }
    return Finding.of(protocolOf(session), session.encryption(), session.reason())
        .withFacts(session.facts())
        .match();
  }

  /** A server whose client left without a word, as scans and health checks do. */
  private static Outcome alertAlone(Bytes server) {
    TlsRecords records = TlsRecords.read(server, 0);
    boolean alone = records.clean() && records.records().size() == 1;
    return alone && records.clearAlert() != null
        ? Finding.of("tls", Encryption.OPAQUE, "TLS alert to a silent client").match()
        : Outcome.needMore("one direction only");
  }

  private static String protocolOf(TlsSession session) {
    if (session.encryption() == Encryption.OPAQUE || session.application().isEmpty()) {
      return "tls";
    }
    if (HTTP.containsAll(session.application())) {
      return "https";
    }
    return session.application().get(0).equals("postgresql") ? "postgresql" : "tls";
  }
}
