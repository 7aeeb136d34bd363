package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * TNS, of Oracle's databases (as Wireshark's dissector and free drivers describe it): a client
 * names the service it wants in brackets; the listener accepts, refuses, sends elsewhere or asks
 * again. Who was accepted may agree on a cipher, in a negotiation that begins with DEADBEEF.
 *
 * <pre>
 * length 16 | checksum 16 | type 8 | flags 8 | checksum 16 | ...
 * type 1: version 16 | compatible 16 | ... | data length 16 at 24 | data offset 16 at 26 | (...)
 * </pre>
 */
public final class TnsDetector implements Detector {
  private static final String NAME = "tns";
  private static final int HEADER = 8;
  private static final int NOTHING = -1;
  private static final int FIRST_VERSION = 300;
  private static final int VERSIONS = 100;
  private static final int CONNECT = 1;
  private static final int ACCEPT = 2;
  private static final int REFUSE = 4;
  private static final int REDIRECT = 5;
  private static final int RESEND = 11;
  private static final int ONE = 22;
  private static final int DATA_OFFSET = 26;
  private static final int FIXED = 28;
  private static final String NEGOTIATES = "\u00DE\u00AD\u00BE\u00EF";

  @Override
  public Card card() {
    return Card.of(NAME, "Oracle TNS", "Wireshark, tns").tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 0 && client <= 0x20 && server <= 0x20;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no request for a service");
    }
    if (!client.has(0, FIXED)) {
      boolean fits = client.length() < HEADER || client.u8(4) == CONNECT;
      return fits ? Outcome.needMore("request cut") : Outcome.no("no request for a service");
    }
    int text = client.u16(DATA_OFFSET);
    boolean later = client.u16(0) <= text || client.length() <= text;
    boolean connects =
        client.u16(0) >= FIXED
            && client.u8(4) == CONNECT
            && isVersion(client.u16(HEADER))
            && isVersion(client.u16(HEADER + 2))
            && (client.u16(ONE) == 1 || client.u16(ONE) == 0x0100)
            && text >= FIXED
            && (later || client.u8(text) == '(');
    int told = answer(server);
    return connects && isAnswer(told)
        ? judge(client, server, told)
        : Outcome.no("no request for a service");
  }

  /**
   * The type of the listener's first packet that is no demand to ask again; NOTHING where none is
   * kept.
   */
  private static int answer(Bytes server) {
    boolean again = server.has(0, HEADER) && server.u8(4) == RESEND;
    int at = again ? server.u16(0) : 0;
    if (again && !server.has(at, HEADER)) {
      return RESEND;
    }
    return server.has(at, HEADER) ? server.u8(at + 4) : NOTHING;
  }

  /** Those known are 300 to 320; the least that is understood is told too. */
  private static boolean isVersion(int number) {
    return number >= FIRST_VERSION && number < FIRST_VERSION + VERSIONS;
  }

  private static boolean isAnswer(int type) {
    return type == NOTHING
        || type == ACCEPT
        || type == REFUSE
        || type == REDIRECT
        || type == RESEND;
  }

  private static Outcome judge(Bytes client, Bytes server, int told) {
    if (told == REFUSE || told == REDIRECT || told == NOTHING) {
      String how =
          told == NOTHING ? "request for a service of Oracle" : "service of Oracle not given";
      return plaintext(how);
    }
    boolean more = client.length() > client.u16(0) + HEADER;
    if (told == ACCEPT && more && client.find(NEGOTIATES, HEADER, client.length()) < 0) {
      return plaintext("TNS in clear");
    }
    int cipher = cipher(server);
    if (cipher < 0) {
      return Finding.of(NAME, Encryption.OPAQUE, "TNS, a cipher may have been agreed on").match();
    }
    return cipher == 0
        ? plaintext("TNS in clear, no cipher agreed on")
        : Finding.of(NAME, Encryption.UPGRADED, "TNS, a cipher agreed on")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match();
  }

  private static Outcome plaintext(String how) {
    return Finding.plaintext(NAME, how).withAuthentication(Authentication.NOT_LOOKED).match();
  }

  /**
   * The number of the cipher that the server chose, 0 for none, -1 where its choice is not kept:
   * behind DEADBEEF, length, version, number of services and a flag follow services of a type, a
   * number of parts and an error, whose parts have a length and a type; service 2 is encryption.
   */
  private static int cipher(Bytes server) {
    int begin = server.find(NEGOTIATES, 0, server.length());
    if (begin < 0) {
      return -1;
    }
    int at = begin + 13;
    while (server.has(at, 8)) {
      int service = server.u16(at);
      int parts = Math.min(server.u16(at + 2), 16);
      at += 8;
      for (int i = 0; i < parts && server.has(at, 4); i++) {
        int length = server.u16(at);
        if (service == 2 && length == 1 && server.has(at + 4, 1)) {
          return server.u8(at + 4);
        }
        at += 4 + length;
      }
    }
    return -1;
  }
}
