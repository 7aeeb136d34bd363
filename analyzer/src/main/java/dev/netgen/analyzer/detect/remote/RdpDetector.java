package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;

/**
 * RDP's connection sequence (MS-RDPBCGR section 2.2.1): X.224 connection request and confirm, in
 * which TLS or CredSSP is agreed; else RDP's own security, of which only "none" is clear.
 *
 * <pre>
 * 03 00 length  LI E0 destination source class  ["Cookie: " text CR LF]  [01 flags 08 00 protocols]
 * 03 00 length  LI D0 destination source class  [02 flags 08 00 protocol | 03 flags 08 00 failure]
 * </pre>
 */
public final class RdpDetector implements Detector {
  private static final String NAME = "rdp";
  private static final int FIXED = 11;
  private static final int LONGEST = 1024;
  private static final int SMALLEST = 8;
  private static final int SEND_DATA = 0x64;

  @Override
  public Card card() {
    return Card.of(NAME, "RDP", "MS-RDPBCGR").tells(Ability.ROLES, Ability.UPGRADE);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || client.u8(0) != 3 || !exchange.client().fromStart()) {
      return Outcome.no("no TPKT first");
    }
    if (!server.isEmpty() && (server.u8(0) != 3 || !exchange.server().fromStart())) {
      return Outcome.no("no TPKT in answer");
    }
    if (!client.has(0, FIXED)) {
      return Outcome.needMore("connection request cut");
    }
    int request = tpdu(client, 0xE0);
    if (request < 0) {
      return Outcome.no("no X.224 connection request");
    }
    if (!client.has(0, request)) {
      return Outcome.needMore("connection request cut");
    }
    return requested(exchange, client, server, request);
  }

  /** The length of the packet with this X.224 code, or -1. */
  private static int tpdu(Bytes bytes, int code) {
    int length = bytes.u16(2);
    boolean fits = bytes.u8(1) == 0 && length >= FIXED && length <= LONGEST;
    return fits && bytes.u8(4) == length - 5 && (bytes.u8(5) & 0xF0) == code ? length : -1;
  }

  private static Outcome requested(Exchange exchange, Bytes client, Bytes server, int request) {
    boolean negotiates =
        request >= FIXED + 8 && client.u8(request - 8) == 1 && client.u16(request - 6) == 0x0800;
    boolean cookie = client.at(FIXED, "Cookie: ");
    if (!server.has(0, FIXED)) {
      return negotiates || cookie
          ? Finding.of(NAME, Encryption.OPAQUE, "RDP connection request without an answer").match()
          : Outcome.needMore("connection confirm cut");
    }
    int confirm = tpdu(server, 0xD0);
    if (confirm < 0) {
      return Outcome.no("no X.224 connection confirm");
    }
    Exchange rest = new Exchange(exchange.client().from(request), exchange.server().from(confirm));
    boolean answered = confirm == FIXED + 8 && server.has(0, confirm);
    if (answered && negotiates) {
      return negotiated(server, rest).match();
    }
    return negotiates || cookie || rdpInside(rest)
        ? own(rest).match()
        : Outcome.needMore("no conference of RDP yet");
  }

  private static Finding negotiated(Bytes server, Exchange rest) {
    if (server.u8(FIXED) == 3) {
      return Finding.plaintext(NAME, "RDP negotiation failed in clear");
    }
    return switch ((int) (server.u8(FIXED + 4) | (server.u24(FIXED + 5) & 0xFF00L))) {
      case 0 -> own(rest);
      case 1 -> Upgrade.toTls(NAME, "RDP negotiation chose TLS", rest);
      case 2, 8 -> Upgrade.toTls(NAME, "RDP negotiation chose CredSSP", rest);
      default -> Finding.of(NAME, Encryption.OPAQUE, "RDP negotiation chose what is not known");
    };
  }

  private static boolean ended(Speech rest) {
    return rest.isEmpty() && rest.complete();
  }

  /** The conference's user data of a client of RDP: "Duca" stands in front of it. */
  private static boolean rdpInside(Exchange rest) {
    Bytes client = rest.client().bytes();
    return client.find("Duca", 0, Math.min(512, client.length())) >= 0;
  }

  /**
   * Security in the server's conference data: 02 0C, a length, the method and the level. Method 0
   * is none; RC4 under a key whose signer is public is no protection to speak of, but no clear
   * text.
   */
  private static Finding own(Exchange rest) {
    if (ended(rest.client()) && ended(rest.server())) {
      return Finding.plaintext(NAME, "RDP negotiation in clear, nothing followed");
    }
    Bytes server = rest.server().bytes();
    int limit = Math.min(2048, server.length());
    int at = server.find("\2\f", 0, limit);
    while (at >= 0) {
      boolean header = server.has(at, 12) && server.u8(at + 3) <= 2 && server.u24(at + 5) == 0;
      if (header
          && server.u16(at + 2) >= 0x0C00
          && server.u8(at + 4) == 0
          && server.u8(at + 8) == 0) {
        return Finding.plaintext(NAME, "RDP's own security, none chosen");
      }
      at = server.find("\2\f", at + 1, limit);
    }
    return rest.whole() && settingsOnly(rest.client().bytes())
        ? Finding.plaintext(NAME, "RDP connection settings in clear, nothing said behind them")
        : Finding.of(NAME, Encryption.OPAQUE, "RDP's own security, not looked into");
  }

  /**
   * Whether a client only settled the connection: packets of 03 00, a length, 02 F0 80 and a
   * request of T.125, none of which sends data, as keys and logins are sent.
   */
  private static boolean settingsOnly(Bytes client) {
    int at = 0;
    while (client.has(at, SMALLEST)) {
      int length = client.u16(at + 2);
      boolean data = client.u8(at) == 3 && client.u8(at + 1) == 0 && client.u24(at + 4) == 0x02F080;
      if (!data || length < SMALLEST || client.u8(at + 7) == SEND_DATA) {
        return false;
      }
      at += length;
    }
    return at == client.length();
  }
}
