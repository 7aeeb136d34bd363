package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;

/**
 * STUN and TURN over datagrams and streams. Where it only opens the way for media, what follows on
 * the same ports is something else, and may be encrypted: then nothing is said of it.
 */
public final class StunDetector implements Detector {
  private static final int BINDING = 0x0001;
  private static final int BOUND = 0x0101;

  @Override
  public Card card() {
    return Card.of("stun", "STUN and TURN", "RFC 8489, RFC 8656").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !StunMessage.isFramed(client, 0)) {
      return Outcome.no("no STUN message first");
    }
    boolean cookie = StunMessage.is(client, 0);
    if (!server.isEmpty() && !StunMessage.isFramed(server, 0)) {
      return Outcome.no("no STUN message both ways");
    }
    if (!cookie && !classic(client, server)) {
      return Outcome.no("no magic cookie");
    }
    if (!cookie || StunMessage.isRequest(client) || StunMessage.isIndication(client)) {
      return found(exchange, StunMessage.isRequest(client));
    }
    return Outcome.no("request and answer the other way round");
  }

  /** RFC 3489: a binding request and its answer with the same number of 128 bits. */
  private static boolean classic(Bytes client, Bytes server) {
    return client.u16(0) == BINDING
        && server.has(0, StunMessage.HEADER)
        && server.u16(0) == BOUND
        && client.text(4, 16).equals(server.text(4, 16));
  }

  private static Outcome found(Exchange exchange, boolean request) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean checks = StunMessage.isConnectivityCheck(client.bytes());
    boolean alone = onlyStun(client) && onlyStun(server);
    boolean all = client.complete() && server.complete();
    boolean answered = !server.isEmpty() && StunMessage.isRequest(server.bytes());
    boolean roles = request && !checks && !answered;
    if (alone && (all || !checks)) {
      return Finding.plaintext("stun", "STUN messages").withRolesShown(roles).match();
    }
    return Finding.of("stun", Encryption.OPAQUE, "STUN messages, then others")
        .withRolesShown(roles)
        .match();
  }

  private static boolean onlyStun(Speech speech) {
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = speech.message(i);
      if (!StunMessage.isFramed(message, 0) && !StunMessage.isChannelData(message)) {
        return false;
      }
    }
    return true;
  }
}
