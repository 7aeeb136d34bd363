package dev.netgen.analyzer.detect.quic;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.quic.QuicPacket.Kind;
import dev.netgen.analyzer.detect.tls.TlsFacts;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;

/**
 * QUIC 1, 2, its late drafts and what Google and mvfst called theirs (RFC 9000, RFC 9001, RFC
 * 9369). Initial packets are opened, which proves what they are and shows the ClientHello; the
 * connection is encrypted once both sides went on to packets under keys that only they have. Short
 * headers alone prove nothing.
 */
public final class QuicDetector implements Detector {
  @Override
  public Card card() {
    return Card.of("quic", "QUIC versions 1, 2 and drafts 22 to 34", "RFC 9000")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!QuicPacket.isLong(exchange.client().bytes())
        && !QuicPacket.isLong(exchange.server().bytes())) {
      return Outcome.no("no long header of a known version");
    }
    QuicSide client = QuicSide.read(exchange.client());
    QuicSide server = QuicSide.read(exchange.server());
    ImmutableList<Bytes> ids = client.destinations();
    QuicSide.Opened said = client.open(ids, true);
    if (said.opened() > 0) {
      QuicSide.Opened answered = server.open(ids, false);
      return opened(exchange, client, server, said, answered);
    }
    return server.open(server.destinations(), true).opened() > 0
        ? Outcome.no("the other side is the client")
        : unopened(exchange, client, server);
  }

  private static Outcome opened(
      Exchange exchange,
      QuicSide client,
      QuicSide server,
      QuicSide.Opened said,
      QuicSide.Opened answered) {
    Map<String, String> facts =
        new TreeMap<>(TlsFacts.ofQuic(said.stream().bytes(), answered.stream().bytes()));
    long version = server.version() == 0 ? client.version() : server.version();
    facts.put("quic.version", QuicVersion.name(version));
    String reason = "";
    if (completed(exchange, client, server, facts)) {
      reason = "QUIC handshake completed";
    } else if (goesOnAlone(exchange, client)) {
      reason = "QUIC handshake completed, client's direction only";
    }
    if (client.readable() || server.readable()) {
      reason = "";
    }
    Encryption encryption = Encryption.ENCRYPTED;
    if (reason.isEmpty()) {
      boolean nothing = exchange.whole() && handshakeOnly(client) && handshakeOnly(server);
      encryption = nothing ? Encryption.NONE : Encryption.OPAQUE;
      boolean closed = said.stream().closed() || answered.stream().closed();
      reason = closed ? "QUIC handshake failed" : unfinished(exchange, server);
    }
    return Finding.of("quic", encryption, reason).withFacts(facts).match();
  }

  /**
   * A client sends short headers when it has verified the server, and early data when it knows it
   * from before. Where they lie beyond what was kept, its Handshake packets, or the server's hello,
   * and that it had more to say stand for them.
   */
  private static boolean completed(
      Exchange exchange, QuicSide client, QuicSide server, Map<String, String> facts) {
    boolean clientCut = !exchange.client().complete();
    boolean known = "yes".equals(facts.get("tls.resumed")) && client.has(Kind.ZERO_RTT);
    boolean spoke = client.has(Kind.SHORT) || (clientCut && (client.has(Kind.HANDSHAKE) || known));
    boolean bothCut = clientCut && !exchange.server().complete();
    return (spoke && server.wentOn()) || (bothCut && facts.containsKey("tls.suite"));
  }

  /** No packet that could hold what an application says. */
  private static boolean handshakeOnly(QuicSide side) {
    return side.clean() && !side.has(Kind.SHORT) && !side.has(Kind.ZERO_RTT);
  }

  private static boolean goesOnAlone(Exchange exchange, QuicSide client) {
    return exchange.server().isEmpty()
        && exchange.server().complete()
        && client.has(Kind.HANDSHAKE)
        && client.has(Kind.SHORT);
  }

  private static String unfinished(Exchange exchange, QuicSide server) {
    if (exchange.server().isEmpty()) {
      return "QUIC Initial without an answer";
    }
    return server.has(Kind.NEGOTIATION) && !server.wentOn()
        ? "QUIC version refused"
        : "QUIC handshake not seen to complete";
  }

  /** Initial packets that were cut or not seen: headers must agree on ids, and roles stay open. */
  private static Outcome unopened(Exchange exchange, QuicSide client, QuicSide server) {
    if (!client.clean() || !server.clean() || client.readable() || server.readable()) {
      return Outcome.no("datagrams that are no packets");
    }
    boolean alone = exchange.client().isEmpty() || exchange.server().isEmpty();
    if (!alone && !addressed(client, server) && !addressed(server, client)) {
      return Outcome.no("connection ids of different connections");
    }
    boolean told =
        (client.has(Kind.HANDSHAKE) || server.has(Kind.HANDSHAKE))
            && client.has(Kind.SHORT)
            && server.has(Kind.SHORT);
    boolean refused = client.has(Kind.NEGOTIATION) || server.has(Kind.NEGOTIATION);
    String otherwise =
        refused ? "QUIC version refused" : "QUIC long headers, Initial packets not opened";
    String reason =
        told ? "QUIC packets under keys of both sides, Initial packets not opened" : otherwise;
    long version = Math.max(client.version(), server.version());
    return version == 0
        ? Outcome.no("no version")
        : Finding.of("quic", told ? Encryption.ENCRYPTED : untold(exchange, refused), reason)
            .withFacts(Map.of("quic.version", QuicVersion.name(version)))
            .withRolesShown(false)
            .match();
  }

  /** A version that was refused, and no packet beside that: nothing was said. */
  private static Encryption untold(Exchange exchange, boolean refused) {
    boolean nothing =
        refused
            && exchange.whole()
            && handshakeOnly(QuicSide.read(exchange.client()))
            && handshakeOnly(QuicSide.read(exchange.server()));
    return nothing ? Encryption.NONE : Encryption.OPAQUE;
  }

  /** Whether a long header of one goes to an id the other told. */
  private static boolean addressed(QuicSide one, QuicSide other) {
    return one.packets().stream()
        .anyMatch(
            packet ->
                packet.kind() != Kind.SHORT
                    && other.sources().contains(packet.destination().text()));
  }
}
