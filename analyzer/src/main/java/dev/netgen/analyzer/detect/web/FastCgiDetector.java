package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * FastCGI (the FastCGI Specification, section 3.3).
 *
 * <pre>
 * version 1 | type 1..11 | request 16 | length 16 | padding 8 | reserved 8 | contents, padding
 * type 1 begin: role 16, flags 8, 5 reserved octets
 * </pre>
 */
public final class FastCgiDetector implements Detector {
  private static final int HEADER = 8;
  private static final int BEGIN = 1;
  private static final int END = 3;
  private static final int OUT = 6;
  private static final int ERROR = 7;
  private static final int GET_VALUES = 9;
  private static final int VALUES = 10;
  private static final int UNKNOWN = 11;

  @Override
  public Card card() {
    return Card.of("fastcgi", "FastCGI", "FastCGI Specification 1.0")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.isEmpty() || client.u8(0) != 1) {
      return Outcome.no("no FastCGI record first");
    }
    if (!client.has(0, 2 * HEADER)) {
      return Outcome.needMore("first record cut");
    }
    if (!begins(client)) {
      return Outcome.no("no beginning of a request");
    }
    Bytes server = exchange.server().bytes();
    boolean answered =
        !exchange.server().fromStart() || server.length() < HEADER || answers(server);
    return answered && (server.isEmpty() || server.u8(0) == 1)
        ? Finding.plaintext("fastcgi", "FastCGI records")
            .withCredentialsIf(GatewayCredentials.in(client))
            .match()
        : Outcome.no("request answered by no FastCGI record");
  }

  private static boolean begins(Bytes bytes) {
    int type = bytes.u8(1);
    if (type == GET_VALUES) {
      return bytes.u16(2) == 0 && bytes.u8(7) == 0 && bytes.find("FCGI_", HEADER, 3 * HEADER) >= 0;
    }
    boolean header =
        type == BEGIN && bytes.u16(2) > 0 && bytes.u16(4) == HEADER && bytes.u8(7) == 0;
    int role = bytes.u16(HEADER);
    return header
        && role >= 1
        && role <= 3
        && bytes.u8(HEADER + 2) <= 1
        && bytes.u8(HEADER + 3) == 0
        && bytes.u32(HEADER + 4) == 0;
  }

  private static boolean answers(Bytes bytes) {
    int type = bytes.u8(1);
    boolean known =
        type == END || type == OUT || type == ERROR || type == VALUES || type == UNKNOWN;
    return bytes.u8(0) == 1 && known;
  }
}
