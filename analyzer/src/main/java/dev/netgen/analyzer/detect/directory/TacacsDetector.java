package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * TACACS+ (RFC 8907). A hash of a secret hides the bodies, which that RFC does not take for
 * encryption (its section 10); a flag says that nothing does.
 *
 * <pre>
 * C0 or C1 | type | number | flags | session 32 | length 32 | body
 * </pre>
 */
public final class TacacsDetector implements Detector {
  private static final String NAME = "tacacs";
  private static final int HEADER = 12;
  private static final int IN_CLEAR = 1;
  private static final int ONE_CONNECTION = 4;
  private static final int AUTHENTICATION = 1;
  private static final int MOST = 0xFFFF;
  private static final int START = 8;
  private static final int PAP = 2;

  @Override
  public Card card() {
    return Card.of(NAME, "TACACS+", "RFC 8907")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.KINDS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >> 1 == 0x60 && (server < 0 || server >> 1 == 0x60);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no packet of TACACS+");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("packet cut");
    }
    boolean asks = isHeader(client, 1) && ends(client);
    boolean told = !server.has(0, HEADER) || (isHeader(server, 2) && fits(client, server));
    if (!asks || !told) {
      return Outcome.no("no packet of TACACS+");
    }
    boolean clear = (client.u8(3) & IN_CLEAR) != 0;
    String how =
        clear ? "TACACS+ packets in clear" : "TACACS+ packets, their bodies hidden by a secret";
    return Finding.plaintext(NAME, how)
        .withCredentialsIf(clear && password(client))
        .withFacts(Map.of("tacacs.kind", kind(client.u8(1))))
        .match();
  }

  private static boolean isHeader(Bytes bytes, int number) {
    return bytes.u8(1) >= AUTHENTICATION
        && bytes.u8(1) <= 3
        && bytes.u8(2) == number
        && (bytes.u8(3) & ~(IN_CLEAR | ONE_CONNECTION)) == 0
        && bytes.u32(8) > 0
        && bytes.u32(8) <= MOST;
  }

  /** Whether nothing, or another packet, stands behind the first one. */
  private static boolean ends(Bytes client) {
    int end = HEADER + (int) client.u32(8);
    return client.length() <= end || client.u8(end) >> 1 == 0x60;
  }

  private static boolean fits(Bytes client, Bytes server) {
    return client.u8(1) == server.u8(1) && client.u32(4) == server.u32(4);
  }

  /** A login by PAP holds its password; other kinds are asked for it later, or prove it. */
  private static boolean password(Bytes client) {
    return client.u8(1) == AUTHENTICATION
        && client.has(HEADER, START)
        && client.u8(HEADER + 2) == PAP
        && client.u8(HEADER + 7) > 0;
  }

  private static String kind(int type) {
    return switch (type) {
      case AUTHENTICATION -> "authentication";
      case 2 -> "authorization";
      default -> "accounting";
    };
  }
}
