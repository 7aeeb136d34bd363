package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * HTTP/2 in clear with prior knowledge (RFC 9113 section 3.3): the client's preface, answered by
 * SETTINGS. Mid-stream by frames that chain in both directions. What carries gRPC is called so.
 */
public final class Http2Detector implements Detector {
  /** Shorter beginnings of the preface are those of a request line, too. */
  private static final int TELLING = 16;

  @Override
  public Card card() {
    return Card.of("http2", "HTTP/2 in clear (prior knowledge, h2c); gRPC", "RFC 9113")
        .tells(
            Ability.ROLES,
            Ability.MID_STREAM,
            Ability.CREDENTIALS,
            Ability.NO_AUTHENTICATION,
            Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.length() < Http2Finding.PREFACE.length()
        && client.mayStartWith(Http2Finding.PREFACE)) {
      return client.length() < TELLING || exchange.server().isEmpty() || !begun(exchange)
          ? Outcome.needMore("connection preface cut")
          : Finding.plaintext("http2", "HTTP/2 connection preface").match();
    }
    if (client.startsWith(Http2Finding.PREFACE)) {
      return begun(exchange)
          ? found(exchange)
          : Outcome.no("connection preface not answered by SETTINGS");
    }
    return exchange.midStream()
        ? Http2Framing.detect(exchange)
        : Outcome.no("no connection preface");
  }

  /** Whether the server's first frame is SETTINGS, as far as kept. */
  private static boolean begun(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    if (!exchange.server().fromStart() || server.length() < Http2Frames.HEADER) {
      return server.isEmpty() || server.u8(0) == 0 || !exchange.server().fromStart();
    }
    return Http2Frames.read(server, 0).begins();
  }

  private static Outcome found(Exchange exchange) {
    Http2Finding told = Http2Finding.read(exchange);
    String silent = exchange.server().isEmpty() ? ", no answer seen" : "";
    Finding finding =
        Finding.plaintext(told.protocol(), "HTTP/2 connection preface" + silent)
            .withFacts(told.facts())
            .withCredentialsIf(told.credentials());
    if (!told.kind().equals("etcd")) {
      return finding.match();
    }
    Authentication nobody =
        told.answered() && !exchange.midStream()
            ? Authentication.NONE_SEEN
            : Authentication.NOT_LOOKED;
    return finding.withAuthentication(told.credentials() ? Authentication.SEEN : nobody).match();
  }
}
