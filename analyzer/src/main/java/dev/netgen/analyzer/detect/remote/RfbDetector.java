package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RFB, the protocol of VNC (RFC 6143, and the RFB community's list of security types).
 *
 * <pre>
 * both    "RFB 003.00x" LF
 * server  3.3: 32-bit security type        later: count, types; client: the type it takes
 * VeNCrypt: server 00 02, client 00 02, server 00 count subtypes; client subtype; server 01; TLS
 * </pre>
 */
public final class RfbDetector implements Detector {
  private static final String NAME = "rfb";
  private static final int BANNER = 12;
  private static final int NONE = 1;
  private static final int VNC = 2;
  private static final int TLS = 18;
  private static final int VENCRYPT = 19;
  private static final int PLAIN = 256;

  @Override
  public Card card() {
    return Card.of(NAME, "RFB (VNC)", "RFC 6143, rfbproto")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    Bytes client = exchange.client().bytes();
    if (server.isEmpty() || !server.mayStartWith("RFB ") || !exchange.server().fromStart()) {
      return Outcome.no("no version of RFB first");
    }
    if (!client.isEmpty() && !client.mayStartWith("RFB ")) {
      return Outcome.no("no version of the client");
    }
    if (!server.has(0, BANNER)) {
      return Outcome.needMore("version cut");
    }
    if (!version(server) || (client.has(0, BANNER) && !version(client))) {
      return Outcome.no("no version of RFB");
    }
    return judge(exchange, server, client);
  }

  private static boolean version(Bytes bytes) {
    for (int i = 4; i < BANNER - 1; i++) {
      boolean digit = bytes.u8(i) >= '0' && bytes.u8(i) <= '9';
      if (i == 7 ? bytes.u8(i) != '.' : !digit) {
        return false;
      }
    }
    return bytes.u8(BANNER - 1) == '\n';
  }

  private static Outcome judge(Exchange exchange, Bytes server, Bytes client) {
    boolean roles = !client.isEmpty() && server.length() > BANNER;
    Finding finding = type(exchange, server, client);
    if (finding == null) {
      finding = Finding.plaintext(NAME, "RFB versions in clear").withRolesShown(roles);
    }
    if (!finding.facts().isEmpty()) {
      return finding.match();
    }
    return finding.withFacts(Map.of("rfb.version", server.text(4, 7))).match();
  }

  private static @Nullable Finding type(Exchange exchange, Bytes server, Bytes client) {
    if (!client.has(0, BANNER)) {
      return null;
    }
    boolean old = client.text(8, 3).compareTo("007") < 0 && client.startsWith("RFB 003.");
    if (old) {
      return server.has(BANNER, 4) ? taken(exchange, (int) server.u32(BANNER), 4, 0) : null;
    }
    int count = server.has(BANNER, 1) ? server.u8(BANNER) : 0;
    return count > 0 && client.has(BANNER, 1)
        ? taken(exchange, client.u8(BANNER), 1 + count, 1)
        : null;
  }

  private static Finding taken(Exchange exchange, int type, int serverSaid, int clientSaid) {
    Exchange rest =
        new Exchange(
            exchange.client().from(BANNER + clientSaid),
            exchange.server().from(BANNER + serverSaid));
    return switch (type) {
      case NONE -> Finding.plaintext(NAME, "RFB without authentication, in clear");
      case VNC -> Finding.plaintext(NAME, "RFB after a challenge, in clear");
      case 0 -> Finding.plaintext(NAME, "RFB connection refused in clear");
      case TLS -> Upgrade.toTls(NAME, "security type TLS", rest);
      case VENCRYPT -> vencrypt(rest);
      case 16, 30, 35 -> Finding.plaintext(NAME, "RFB after a login, in clear");
      default -> Finding.of(NAME, Encryption.OPAQUE, "RFB security type not looked into");
    };
  }

  /** Client: version, subtype. Server: version, 00, count, subtypes, 01. */
  private static Finding vencrypt(Exchange rest) {
    Bytes client = rest.client().bytes();
    Bytes server = rest.server().bytes();
    if (!client.has(0, 6) || !server.has(0, 4)) {
      return Finding.of(NAME, Encryption.OPAQUE, "VeNCrypt not seen to be agreed");
    }
    int subtype = (int) client.u32(2);
    int serverEnd = 4 + 4 * server.u8(3);
    if (subtype == PLAIN) {
      return Finding.plaintext(NAME, "VeNCrypt without TLS").withCredentialsIf(client.has(6, 9));
    }
    boolean agreed = server.has(serverEnd, 1) && server.u8(serverEnd) == 1;
    return agreed
        ? Upgrade.toTls(
            NAME,
            "VeNCrypt agreed",
            new Exchange(rest.client().from(6), rest.server().from(serverEnd + 1)))
        : Finding.of(NAME, Encryption.OPAQUE, "VeNCrypt not seen to be agreed");
  }
}
