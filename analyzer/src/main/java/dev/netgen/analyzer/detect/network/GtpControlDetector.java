package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * What cores of mobile networks control tunnels with: GTP-C 1 and 2 (3GPP TS 29.060, 29.274) and
 * PFCP (TS 29.244). Datagrams as long as they say, of elements that fill them.
 *
 * <pre>
 * flags 8 | type 8 | length 16 | [tunnel 32, or session 64] | number 16 or 24 | elements
 * flags: version 3 bits; GTP-C 1: 30, 32 with a number; 2: 40, 48 with a tunnel; PFCP: 20, 21 with a session
 * </pre>
 */
public final class GtpControlDetector implements Detector {
  private static final int HEADER = 8;
  private static final int ELEMENT = 4;
  private static final int ECHO = 1;
  private static final int ECHOED = 2;
  private static final int CREATE_CONTEXT = 16;

  private final String name;
  private final String title;
  private final String source;
  private final int version;

  private GtpControlDetector(String name, String title, String source, int version) {
    this.name = name;
    this.title = title;
    this.source = source;
    this.version = version;
  }

  /** GTP-C, version 1. */
  public static Detector first() {
    return new GtpControlDetector("gtp-c", "GTP-C 1", "3GPP TS 29.060", 1);
  }

  /** GTP-C, version 2. */
  public static Detector second() {
    return new GtpControlDetector("gtp-c", "GTP-C 2", "3GPP TS 29.274", 2);
  }

  /** PFCP. */
  public static Detector pfcp() {
    return new GtpControlDetector("pfcp", "PFCP", "3GPP TS 29.244", 0);
  }

  @Override
  public Card card() {
    return Card.of(name, title, source).tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return fits(client) && fits(server);
  }

  private boolean fits(int flags) {
    return flags < 0
        || switch (version) {
          case 1 -> (flags & 0xF8) == 0x30;
          case 2 -> (flags & 0xE7) == 0x40;
          default -> (flags & 0xFE) == 0x20;
        };
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.everyMessage(this::isMessage)) {
      return Outcome.no("no message of " + name);
    }
    boolean asks = exchange.client().messages() > 0 && asks(exchange.client().message(0));
    boolean asked = exchange.server().messages() > 0 && asks(exchange.server().message(0));
    if (asked && !asks) {
      return Outcome.no("the other side asks");
    }
    return Finding.plaintext(name, "control of tunnels in clear")
        .withRolesShown(asks && !asked)
        .match();
  }

  /** Requests have lower numbers than their answers, one below, in all pairs but a few. */
  private boolean asks(Bytes message) {
    int type = message.u8(1);
    return switch (version) {
      case 1 -> type == ECHO || (type >= CREATE_CONTEXT && type <= 20 && type % 2 == 0);
      case 2 -> type == ECHO || (type >= 32 && type <= 38 && type % 2 == 0);
      default -> type < 16 ? type % 2 == 1 : type % 2 == 0;
    };
  }

  private boolean isMessage(Bytes message) {
    if (!message.has(0, HEADER) || !fits(message.u8(0))) {
      return false;
    }
    return switch (version) {
      case 1 -> isFirst(message);
      case 2 -> isSecond(message);
      default -> isPfcp(message);
    };
  }

  /** Its elements have lengths by their kinds below 128: an echo's, or a number's, is looked at. */
  private static boolean isFirst(Bytes message) {
    int type = message.u8(1);
    boolean known = type == ECHO || type == ECHOED || (type >= CREATE_CONTEXT && type <= 21);
    int body = (message.u8(0) & 7) == 0 ? HEADER : HEADER + 4;
    boolean whole = message.u16(2) == message.length() - HEADER && message.has(0, body);
    return known && whole && (type > ECHOED ? message.length() > body + 1 : isEcho(message, body));
  }

  private static boolean isEcho(Bytes message, int body) {
    return message.length() == body || (message.has(body, 2) && message.u8(body) == 14);
  }

  private static boolean isSecond(Bytes message) {
    int begin = (message.u8(0) & 8) != 0 ? 12 : HEADER;
    boolean whole = message.u16(2) == message.length() - 4 && message.has(0, begin);
    return whole && message.u8(1) > 0 && isFilled(message, begin, 1);
  }

  private static boolean isPfcp(Bytes message) {
    int type = message.u8(1);
    boolean known = (type >= 1 && type <= 15) || (type >= 50 && type <= 57);
    int begin = (message.u8(0) & 1) != 0 ? 16 : HEADER;
    boolean whole = message.u16(2) == message.length() - 4 && message.has(0, begin);
    return known && whole && isFilled(message, begin, 2);
  }

  /** Whether elements fill the rest: a type of so many bytes, a length, and four bytes of both. */
  private static boolean isFilled(Bytes message, int begin, int typeBytes) {
    int at = begin;
    while (message.has(at, ELEMENT)) {
      at += ELEMENT + message.u16(at + typeBytes);
    }
    return at == message.length() && at > begin;
  }
}
