package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Apache Ignite (its documentation, "Binary Client Protocol"; its TcpDiscoverySpi and
 * TcpCommunicationSpi): what nodes say to find each other, what they say then, and thin clients.
 *
 * <pre>
 * discovery: 0 0 47 47 | objects of Java, of Ignite's classes
 * nodes: ffff | node 128 from who is called; 0 0 47 47 | d4ff ... from who calls
 * thin: length 32 | 1 | version 3 x 16 | kind | ... , all little
 * </pre>
 */
public final class IgniteDetector implements Detector {
  private static final String NAME = "ignite";
  private static final long MAGIC = 0x4747;
  private static final int HEADER = 4;
  private static final long SERIALIZED = 0xACED0005L;
  private static final String CLASS = "org.apache.ignite.";
  private static final int CLASS_NAME = 8;
  private static final int NODE = 0xFFFF;
  private static final int HANDSHAKE = 0xD4FF;
  private static final int THIN_HEADER = 12;
  private static final int LONGEST_HANDSHAKE = 4096;
  private static final int LAST_KIND = 2;
  private static final int THIN = 2;
  private static final int STRING = 9;
  private static final int STRING_HEADER = 5;

  @Override
  public Card card() {
    return Card.of(NAME, "Apache Ignite 2: nodes, thin clients", "Ignite, Binary Client Protocol")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || client.isEmpty()) {
      return Outcome.no("not seen from the start");
    }
    return client.u8(0) == 0 ? node(client, server) : thin(client, server);
  }

  private static Outcome node(Bytes client, Bytes server) {
    int least = HEADER + 2;
    if (!client.has(0, least)) {
      boolean magic = client.has(0, HEADER) ? client.u32(0) == MAGIC : begins(client);
      return magic ? Outcome.needMore("header cut") : Outcome.no("no header of a node");
    }
    if (client.u32(0) != MAGIC) {
      return Outcome.no("no header of a node");
    }
    boolean communication = client.u16(HEADER) == HANDSHAKE;
    if (communication) {
      boolean called = !server.has(0, 2) || server.u16(0) == NODE;
      return called ? clear("handshake of Ignite's nodes") : Outcome.no("no node answers");
    }
    int end = HEADER + CLASS_NAME + CLASS.length();
    if (!client.has(0, end)) {
      return Outcome.needMore("class cut");
    }
    boolean object = client.u32(HEADER) == SERIALIZED && client.at(HEADER + CLASS_NAME, CLASS);
    boolean answer = !server.has(0, HEADER) || server.u32(0) == SERIALIZED;
    return object && answer ? clear("discovery of Ignite's nodes") : Outcome.no("another object");
  }

  private static boolean begins(Bytes client) {
    return client.u8(0) == 0
        && (!client.has(1, 1) || client.u8(1) == 0)
        && (!client.has(2, 1) || client.u8(2) == 0x47);
  }

  private static Outcome clear(String reason) {
    return Finding.plaintext(NAME, reason).match();
  }

  /** A handshake of a known version and kind of client, and an answer that fills its length. */
  private static Outcome thin(Bytes client, Bytes server) {
    if (!client.has(0, THIN_HEADER)) {
      boolean may = !client.has(4, 1) || client.u8(4) == 1;
      return may ? Outcome.needMore("handshake cut") : Outcome.no("no handshake");
    }
    long length = client.u32Le(0);
    boolean handshake =
        length >= 8
            && length <= LONGEST_HANDSHAKE
            && client.u8(4) == 1
            && client.u16Le(5) >= 1
            && client.u16Le(5) <= 2
            && client.u16Le(7) <= 20
            && client.u16Le(9) <= 9
            && client.u8(11) <= LAST_KIND;
    boolean answer =
        !server.has(0, 5) || (server.u8(4) <= 1 && server.u32Le(0) <= LONGEST_HANDSHAKE);
    if (!handshake || !answer) {
      return Outcome.no("no handshake");
    }
    if (!server.has(0, 5) || !server.has(0, 4 + server.u32Le(0)) || !client.has(0, 4 + length)) {
      return Outcome.needMore("handshake cut");
    }
    return Finding.plaintext(NAME, "handshake of a thin client")
        .withCredentialsIf(tellsName(client, (int) length + 4))
        .withAuthentication(authentication(client, server, (int) length + 4))
        .match();
  }

  /** Drivers of JDBC and ODBC tell much before a name: nothing is said of those without one. */
  private static Authentication authentication(Bytes client, Bytes server, int end) {
    if (tellsName(client, end)) {
      return Authentication.SEEN;
    }
    boolean taken = server.u8(4) == 1 && client.u8(THIN_HEADER - 1) == THIN;
    return taken ? Authentication.NONE_SEEN : Authentication.NOT_LOOKED;
  }

  /** Whether the handshake ends in two strings: a name and a password. */
  private static boolean tellsName(Bytes client, int end) {
    for (int at = THIN_HEADER; at < end; at++) {
      int password = behindString(client, at, end);
      if (password > 0 && behindString(client, password, end) == end) {
        return true;
      }
    }
    return false;
  }

  /** The offset behind the string that begins here, or -1. */
  private static int behindString(Bytes client, int at, int end) {
    if (at + STRING_HEADER > end || client.u8(at) != STRING) {
      return -1;
    }
    long behind = at + STRING_HEADER + client.u32Le(at + 1);
    return behind <= end ? (int) behind : -1;
  }
}
