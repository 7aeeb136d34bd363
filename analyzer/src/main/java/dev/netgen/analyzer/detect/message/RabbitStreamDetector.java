package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.Sasl;

/**
 * RabbitMQ's protocol of streams (RabbitMQ, PROTOCOL.adoc of rabbitmq_stream): a client first tells
 * its properties, then chooses a mechanism of SASL.
 *
 * <pre>
 * length 4 | key 2, with 8000 an answer | version 2 | number 4 | ...
 * 0013 | 0001 | number 4 | length 2 | mechanism | length 4 | ...
 * </pre>
 */
public final class RabbitStreamDetector implements Detector {
  private static final String NAME = "rabbitmq-stream";
  private static final int HEADER = 8;
  private static final int NUMBERED = 12;
  private static final int ANSWER = 0x8000;
  private static final int PROPERTIES = 0x11;
  private static final int AUTHENTICATE = 0x13;
  private static final int LAST_KEY = 0x1F;
  private static final int LAST_VERSION = 2;
  private static final int MOST_FRAMES = 8;
  private static final long MOST = 1 << 26;

  @Override
  public Card card() {
    return Card.of(NAME, "RabbitMQ streams", "RabbitMQ, PROTOCOL.adoc of rabbitmq_stream")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      return underWay(client, server);
    }
    if (!mayBegin(client.first(), server.first())) {
      return Outcome.no("no properties of a client");
    }
    if (!client.has(0, NUMBERED)) {
      return Outcome.needMore("frame cut");
    }
    boolean tells = end(client, 0) > 0 && client.u16(4) == PROPERTIES;
    boolean answered = server.isEmpty() || answers(client, server);
    return tells && answered
        ? Finding.plaintext(NAME, "properties of a client in clear")
            .withCredentialsIf(Sasl.inClear(mechanism(client)))
            .withAuthentication(authentication(mechanism(client)))
            .match()
        : Outcome.no("no properties of a client");
  }

  private static boolean answers(Bytes client, Bytes server) {
    if (!server.has(0, NUMBERED)) {
      return true;
    }
    return end(server, 0) > 0
        && server.u16(4) == (client.u16(4) | ANSWER)
        && server.u32(8) == client.u32(8);
  }

  /** The name of the mechanism by which the client authenticates, empty where it is not seen. */
  private static String mechanism(Bytes client) {
    int at = 0;
    for (int i = 0; i < MOST_FRAMES && client.has(at, NUMBERED + 2) && end(client, at) > 0; i++) {
      int length = client.u16(at + NUMBERED);
      if (client.u16(at + 4) == AUTHENTICATE && client.has(at + NUMBERED + 2, length)) {
        return client.text(at + NUMBERED + 2, length);
      }
      at = (int) Math.min(end(client, at), client.length());
    }
    return "";
  }

  private static Authentication authentication(String mechanism) {
    return switch (mechanism) {
      case "" -> Authentication.NOT_LOOKED;
      case "ANONYMOUS" -> Authentication.NONE_SEEN;
      default -> Authentication.SEEN;
    };
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    int asked = Frames.count(client, 0, RabbitStreamDetector::end);
    int told = Frames.count(server, 0, RabbitStreamDetector::end);
    return asked > 0 && told > 0 && asked + told > 2
        ? Finding.plaintext(NAME, "frames of streams")
            .withRolesShown(false)
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.no("no frames of streams");
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return (long) at + HEADER;
    }
    long length = bytes.u32(at);
    int key = bytes.u16(at + 4) & ~ANSWER;
    int version = bytes.u16(at + 6);
    boolean known = key > 0 && key <= LAST_KEY && version > 0 && version <= LAST_VERSION;
    return known && length >= 4 && length < MOST ? at + 4 + length : -1;
  }
}
