package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * DRDA, the protocol of Db2 and Derby (The Open Group, DRDA volumes 3 and 5): objects that begin
 * with their code point, in structures that begin with D0.
 *
 * <pre>
 * length 2 | D0 | format | correlation 2 | length 2 | code point 2 | ...
 * </pre>
 *
 * A client first tells what it is (1041), agrees on a way to prove who asks (106D), and does
 * (106E).
 */
public final class DrdaDetector implements Detector {
  private static final String NAME = "drda";
  private static final int MAGIC = 0xD0;
  private static final int HEADER = 6;
  private static final int OBJECT = 4;
  private static final int EXCHANGE = 0x1041;
  private static final int EXCHANGED = 0x1443;
  private static final int SECURITY_CHECK = 0x106E;
  private static final int MECHANISM = 0x11A2;
  private static final int PASSWORD = 0x11A1;
  private static final int REQUEST = 1;
  private static final int NAME_AND_PASSWORD = 3;
  private static final int NAME_ALONE = 4;
  private static final int MOST = 64;

  @Override
  public Card card() {
    return Card.of(NAME, "DRDA (Db2, Derby)", "The Open Group, DRDA volumes 3 and 5")
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
      return Outcome.no("no request");
    }
    if (!client.has(0, HEADER + OBJECT)) {
      return client.length() < 3 || client.u8(2) == MAGIC
          ? Outcome.needMore("request cut")
          : Outcome.no("no request");
    }
    boolean asks =
        isObject(client, 0) && (client.u8(3) & 15) == REQUEST && point(client, 0) == EXCHANGE;
    boolean told = server.isEmpty() || !server.has(0, HEADER + OBJECT) || answers(server);
    return asks && told ? judge(client, server.isEmpty()) : Outcome.no("no request of DRDA");
  }

  private static boolean answers(Bytes server) {
    return isObject(server, 0) && (point(server, 0) == EXCHANGED || point(server, 0) >> 8 == 0x12);
  }

  private static Outcome judge(Bytes client, boolean alone) {
    int at = 0;
    for (int i = 0; i < MOST && client.has(at, HEADER + OBJECT) && isObject(client, at); i++) {
      int end = at + client.u16(at);
      if (point(client, at) == SECURITY_CHECK) {
        return checked(client, at + HEADER + OBJECT, Math.min(end, client.length()));
      }
      at = end;
    }
    return Finding.plaintext(NAME, alone ? "DRDA, no answer seen" : "DRDA in clear")
        .withAuthentication(Authentication.NOT_LOOKED)
        .match();
  }

  /** Mechanisms above the plain ones may encrypt what follows; those that do are 12 and 13. */
  private static Outcome checked(Bytes client, int from, int end) {
    int mechanism = 0;
    boolean password = false;
    for (int at = from; at + OBJECT <= end && client.u16(at) >= OBJECT; at += client.u16(at)) {
      mechanism = client.u16(at + 2) == MECHANISM && at + 6 <= end ? client.u16(at + 4) : mechanism;
      password |= client.u16(at + 2) == PASSWORD && client.u16(at) > OBJECT;
    }
    Authentication seen = mechanism == NAME_ALONE ? Authentication.NONE_SEEN : Authentication.SEEN;
    boolean encrypts = mechanism == 12 || mechanism == 13;
    return (encrypts
            ? Finding.of(NAME, Encryption.OPAQUE, "DRDA, data may be encrypted")
            : Finding.plaintext(NAME, "DRDA in clear"))
        .withCredentialsIf(mechanism == NAME_AND_PASSWORD && password)
        .withAuthentication(seen)
        .match();
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    boolean both =
        Frames.count(client, 0, DrdaDetector::end) > 0
            && Frames.count(server, 0, DrdaDetector::end) > 0
            && (client.u8(3) & 15) == REQUEST
            && (server.u8(3) & 15) > REQUEST;
    return both
        ? Finding.plaintext(NAME, "DRDA in clear, mid-stream")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.no("no structures of DRDA");
  }

  private static int point(Bytes bytes, int at) {
    return bytes.u16(at + HEADER + 2);
  }

  private static boolean isObject(Bytes bytes, int at) {
    int length = bytes.u16(at) & 0x7FFF;
    int inner = bytes.u16(at + HEADER) & 0x7FFF;
    boolean fits = (bytes.u8(at + 3) & 15) >= 1 && (bytes.u8(at + 3) & 15) <= 5;
    return bytes.u8(at + 2) == MAGIC
        && fits
        && length >= HEADER + OBJECT
        && inner >= OBJECT
        && inner <= length - HEADER;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER + OBJECT)) {
      return (long) at + HEADER + OBJECT;
    }
    return isObject(bytes, at) ? at + (long) (bytes.u16(at) & 0x7FFF) : -1;
  }
}
