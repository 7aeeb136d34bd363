package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;

/**
 * AMQP 1.0: a protocol header of both sides, for AMQP itself, for SASL before it, or for TLS before
 * either; and headers of any version that are refused by another. Mid-stream by frames.
 *
 * <pre>"AMQP" | 0 AMQP, 2 TLS, 3 SASL | 1 | 0 | 0</pre>
 */
public final class Amqp1Detector implements Detector {
  private static final String NAME = "amqp";
  private static final String ANY = "AMQP";
  private static final int HEADER = 8;
  private static final int TLS = 2;
  private static final int SASL = 3;

  @Override
  public Card card() {
    return Card.of(NAME, "AMQP 1.0", "OASIS AMQP 1.0")
        .tells(
            Ability.ROLES,
            Ability.MID_STREAM,
            Ability.UPGRADE,
            Ability.CREDENTIALS,
            Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.mayStartWith(ANY) && !client.isEmpty()) {
      return client.has(0, HEADER) ? headed(exchange) : Outcome.needMore("protocol header cut");
    }
    return exchange.midStream() && client.has(0, 2) && client.u16(0) <= 0x0FFF
        ? midStream(client, exchange.server().bytes())
        : Outcome.no("no protocol header");
  }

  private static boolean isHeader(Bytes bytes) {
    return bytes.startsWith(ANY) && bytes.has(0, HEADER) && versionOne(bytes);
  }

  private static boolean versionOne(Bytes bytes) {
    int id = bytes.u8(4);
    return (id == 0 || id == TLS || id == SASL) && bytes.u8(5) == 1 && bytes.u16(6) == 0;
  }

  private static Outcome headed(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!server.mayStartWith(ANY)) {
      return Outcome.no("protocol header not answered by one");
    }
    if (!server.isEmpty() && !server.has(0, HEADER)) {
      return Outcome.needMore("answer cut");
    }
    if (!versionOne(client)) {
      return server.isEmpty()
          ? Outcome.no("protocol header of another AMQP version")
          : Finding.plaintext(NAME, "protocol header refused by another").match();
    }
    if (server.isEmpty()) { // a server says the same header, so it does not tell the roles
      Finding finding =
          client.u8(4) == TLS
              ? Finding.of(NAME, Encryption.OPAQUE, "header for TLS, no answer seen")
              : Finding.plaintext(NAME, "protocol header 1.0, no answer seen");
      return finding.withRolesShown(false).match();
    }
    if (!isHeader(server) || server.u8(4) != client.u8(4)) {
      return refused(exchange);
    }
    if (client.u8(4) == TLS) {
      Exchange rest = new Exchange(exchange.client().from(HEADER), exchange.server().from(HEADER));
      return Upgrade.toTls(NAME, "header for TLS agreed", rest).match();
    }
    return told(exchange, Amqp1Frames.read(client, 0), Amqp1Frames.read(server, 0));
  }

  /** The server names what it would have instead, and closes. */
  private static Outcome refused(Exchange exchange) {
    boolean tls = exchange.client().bytes().u8(4) == TLS;
    String what = tls ? "header for TLS refused by another" : "protocol header refused by another";
    return Finding.plaintext(NAME, what).match();
  }

  private static Outcome told(Exchange exchange, Amqp1Frames said, Amqp1Frames heard) {
    String mechanism = said.mechanism();
    Map<String, String> facts = new TreeMap<>();
    facts.put("amqp.version", "1.0");
    facts.put("amqp.mechanism", mechanism);
    Finding finding =
        Finding.plaintext(NAME, "protocol header 1.0")
            .withFacts(facts)
            .withCredentialsIf(mechanism.equals("PLAIN"));
    if (!mechanism.isEmpty() && !mechanism.equals("ANONYMOUS")) {
      return finding.withAuthentication(Authentication.SEEN).match();
    }
    if (heard.has(Amqp1Frames.OPEN)) {
      return finding.withAuthentication(Authentication.NONE_SEEN).match();
    }
    return (exchange.cutShort() ? finding.withAuthentication(Authentication.NOT_LOOKED) : finding)
        .match();
  }

  private static Outcome midStream(Bytes client, Bytes server) {
    Amqp1Frames said = Amqp1Frames.read(client, 0);
    Amqp1Frames heard = Amqp1Frames.read(server, 0);
    long telling =
        said.frames().stream().filter(f -> f.performative() > 0).count()
            + heard.frames().stream().filter(f -> f.performative() > 0).count();
    if (!said.clean() || !heard.clean() || telling < 2) {
      return Outcome.no("frames do not chain");
    }
    boolean shown = said.has(Amqp1Frames.INIT) || heard.has(Amqp1Frames.OUTCOME);
    if (heard.has(Amqp1Frames.INIT) || said.has(Amqp1Frames.MECHANISMS)) {
      return Outcome.no("frames show the roles the other way round");
    }
    return Finding.plaintext(NAME, "frames chain, mid-stream")
        .withRolesShown(shown)
        .withCredentialsIf(said.mechanism().equals("PLAIN"))
        .withAuthentication(Authentication.NOT_LOOKED)
        .match();
  }
}
