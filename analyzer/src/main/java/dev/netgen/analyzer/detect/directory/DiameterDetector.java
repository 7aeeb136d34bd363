package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.tls.Upgrade;

/**
 * Diameter (RFC 6733) over streams: whoever connects asks for the other's capabilities first.
 *
 * <pre>
 * 01 | length 24 | flags: request, proxiable, error, again | code 24 | application 32 | hop, end 32
 * attribute  code 32 | flags: vendor, mandatory, protected | length 24 | vendor 32 | value, to 4
 * </pre>
 */
public final class DiameterDetector implements Detector {
  private static final String NAME = "diameter";
  private static final int HEADER = 20;
  private static final int REQUEST = 0x80;
  private static final int CAPABILITIES = 257;
  private static final int PASSWORD = 2;
  private static final int INBAND_SECURITY = 299;
  private static final int LONGEST = 1 << 20;
  private static final int MOST = 200;

  @Override
  public Card card() {
    return Card.of(NAME, "Diameter", "RFC 6733")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 1 && (server == 1 || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !isHeader(client) || (!server.isEmpty() && !isHeader(server))) {
      return Outcome.no("no message of Diameter");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("message cut");
    }
    boolean asks = (client.u8(4) & REQUEST) != 0;
    boolean answers = server.has(0, HEADER) && (server.u8(4) & REQUEST) == 0;
    if (!asks || (server.has(0, HEADER) && (!answers || !same(client, server)))) {
      return Outcome.no("no request and its answer");
    }
    if (!attributes(client) || (answers && !attributes(server))) {
      return Outcome.no("no attributes that fill the message");
    }
    return told(exchange, client, server);
  }

  private static Outcome told(Exchange exchange, Bytes client, Bytes server) {
    boolean begins = client.u24(5) == CAPABILITIES;
    int clientEnd = client.u24(1);
    if (begins && inTls(client) && server.has(0, HEADER) && inTls(server)) {
      return Upgrade.toTls(
              NAME,
              "TLS agreed by capabilities",
              new Exchange(
                  exchange.client().from(clientEnd), exchange.server().from(server.u24(1))))
          .match();
    }
    return Finding.plaintext(NAME, "Diameter messages in clear")
        .withRolesShown(begins)
        .withCredentialsIf(password(client))
        .match();
  }

  /** As far as kept. */
  private static boolean isHeader(Bytes bytes) {
    if (bytes.u8(0) != 1) {
      return false;
    }
    boolean length =
        !bytes.has(1, 3)
            || (bytes.u24(1) >= HEADER + 8 && bytes.u24(1) < LONGEST && bytes.u24(1) % 4 == 0);
    boolean flags = !bytes.has(4, 1) || (bytes.u8(4) & 0x0F) == 0;
    return length && flags && (!bytes.has(5, 3) || bytes.u24(5) >= CAPABILITIES);
  }

  /** Of the same command, application, and numbers. */
  private static boolean same(Bytes client, Bytes server) {
    return client.u24(5) == server.u24(5)
        && client.u32(8) == server.u32(8)
        && client.u32(12) == server.u32(12)
        && client.u32(16) == server.u32(16);
  }

  /** Whether attributes fill the first message, as far as it is kept, and one of them is whole. */
  private static boolean attributes(Bytes bytes) {
    int end = bytes.u24(1);
    int at = HEADER;
    boolean whole = false;
    for (int count = 0; count < MOST && at < end && bytes.has(at, 8); count++) {
      int length = bytes.u24(at + 5);
      boolean vendor = (bytes.u8(at + 4) & 0x80) != 0;
      if ((bytes.u8(at + 4) & 0x1F) != 0 || length < (vendor ? 12 : 8) || at + length > end) {
        return false;
      }
      whole |= bytes.has(at, length);
      at = next(bytes, at);
    }
    return whole && (at == end || !bytes.has(at, 8));
  }

  private static int next(Bytes bytes, int at) {
    return at + ((bytes.u24(at + 5) + 3) & ~3);
  }

  private static boolean inTls(Bytes bytes) {
    int at = find(bytes, INBAND_SECURITY);
    return at > 0 && bytes.has(at, 12) && bytes.u32(at + 8) == 1;
  }

  private static boolean password(Bytes bytes) {
    return find(bytes, PASSWORD) > 0;
  }

  /** The offset of an attribute without a vendor in the first message, or -1. */
  private static int find(Bytes bytes, int code) {
    int end = bytes.u24(1);
    int at = HEADER;
    for (int count = 0; count < MOST && at < end && bytes.has(at, 8); count++) {
      if (bytes.u32(at) == code && (bytes.u8(at + 4) & 0x80) == 0) {
        return at;
      }
      at = next(bytes, at);
    }
    return -1;
  }
}
