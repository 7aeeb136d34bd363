package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * AJP 1.3 (the Apache JServ Protocol as Tomcat documents it): packets of 12 34 to the container and
 * of A B from it, each behind its length.
 */
public final class AjpDetector implements Detector {
  private static final int HEADER = 4;
  private static final int FORWARD = 2;
  private static final int PING = 10;
  private static final int PONG = 9;
  private static final int LAST_METHOD = 27;
  private static final int AUTHORIZATION = 0xA005;

  @Override
  public Card card() {
    return Card.of("ajp", "AJP 1.3", "Apache Tomcat Connectors, AJPv13")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.isEmpty() || client.u8(0) != 0x12) {
      return Outcome.no("no AJP packet first");
    }
    if (!client.has(0, HEADER + 1)) {
      return Outcome.needMore("first packet cut");
    }
    Bytes server = exchange.server().bytes();
    if (client.u8(1) != 0x34 || client.u16(2) == 0 || !(server.isEmpty() || server.u8(0) == 'A')) {
      return Outcome.no("no AJP packet first");
    }
    int code = client.u8(HEADER);
    boolean asked = code == PING ? client.u16(2) == 1 && !server.isEmpty() : forwards(client, code);
    boolean told = server.length() <= HEADER || answers(server, code == PING);
    return asked && told
        ? Finding.plaintext("ajp", "AJP packets").withCredentialsIf(credentials(client)).match()
        : Outcome.no("no AJP request and answer");
  }

  /** A method by number, then the request's version as text. */
  private static boolean forwards(Bytes bytes, int code) {
    return code == FORWARD
        && bytes.has(0, 13)
        && bytes.u8(5) >= 1
        && (bytes.u8(5) <= LAST_METHOD || bytes.u8(5) == 0xFF)
        && bytes.at(8, "HTTP/");
  }

  private static boolean answers(Bytes bytes, boolean ping) {
    int code = bytes.u8(HEADER);
    return bytes.startsWith("AB")
        && bytes.u16(2) > 0
        && (ping ? code == PONG : code >= 3 && code <= 6);
  }

  /** The field by its number, then the length of its text. */
  private static boolean credentials(Bytes bytes) {
    for (int at = HEADER; bytes.has(at, 10); at++) {
      if (bytes.u8(at) == 0xA0 && bytes.u16(at) == AUTHORIZATION) {
        return bytes.at(at + 4, "Basic ") || bytes.at(at + 4, "Bearer");
      }
    }
    return false;
  }
}
