package dev.netgen.analyzer.detect.business;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * SMPP, short messages between companies (SMPP 3.4 and 5.0, sections 3.2 and 4.1): a client binds
 * by name and password; each answer has its request's number.
 *
 * <pre>
 * length 4 | command 4, with 80000000 an answer | status 4 | number 4 | ...
 * </pre>
 */
public final class SmppDetector implements Detector {
  private static final String NAME = "smpp";
  private static final int HEADER = 16;
  private static final long ANSWER = 0x80000000L;
  private static final long MOST = 1 << 17;
  private static final int LONGEST_NAME = 16;
  private static final int LONGEST_PASSWORD = 9;
  private static final int LONGEST_TYPE = 13;

  @Override
  public Card card() {
    return Card.of(NAME, "SMPP", "SMPP 3.4, SMPP 5.0")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS);
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
      return Outcome.no("no bind");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("header cut");
    }
    int password = behindText(client, HEADER, LONGEST_NAME);
    int type = password < 0 ? -1 : behindText(client, password, LONGEST_PASSWORD);
    int version = type < 0 ? -1 : behindText(client, type, LONGEST_TYPE);
    boolean known = version > 0 && client.has(version, 1) && isVersion(client.u8(version));
    boolean binds = isBind(client.u32(4)) && client.u32(8) == 0 && client.u32(0) < 256;
    return known && binds && (server.isEmpty() || answers(client, server))
        ? Finding.plaintext(NAME, "bind in clear").withCredentialsIf(type > password + 1).match()
        : Outcome.no("no bind of SMPP");
  }

  private static boolean isBind(long command) {
    return command == 1 || command == 2 || command == 9;
  }

  private static boolean isVersion(int version) {
    return version == 0x33 || version == 0x34 || version == 0x50 || version == 0;
  }

  /** The offset behind the text's zero, or -1. */
  private static int behindText(Bytes bytes, int at, int most) {
    int zero = bytes.indexOf(0, at, at + most);
    return zero >= 0 && bytes.isPrintable(at, zero - at) ? zero + 1 : -1;
  }

  /** Whether the first answer is to the first request. */
  private static boolean answers(Bytes client, Bytes server) {
    if (!server.has(0, HEADER)) {
      return server.u8(0) == 0;
    }
    boolean same = server.u32(4) == (client.u32(4) | ANSWER) || server.u32(4) == ANSWER;
    return same && server.u32(12) == client.u32(12) && end(server, 0) > 0;
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    boolean framed =
        Frames.count(client, 0, SmppDetector::end) > 0
            && Frames.count(server, 0, SmppDetector::end) > 0;
    boolean fits = framed && (answers(client, server) || answers(server, client));
    return fits
        ? Finding.plaintext(NAME, "requests and answers of SMPP").withRolesShown(false).match()
        : Outcome.no("no requests of SMPP");
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return (long) at + HEADER;
    }
    long length = bytes.u32(at);
    long command = bytes.u32(at + 4) & ~ANSWER;
    boolean known = command <= 0x21 || (command >= 0x102 && command <= 0x113);
    return known && length >= HEADER && length < MOST ? at + length : -1;
  }
}
