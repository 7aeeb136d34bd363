package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * ActiveMQ's OpenWire (ActiveMQ's "OpenWire 2 specification" and its marshallers): both sides tell
 * their format first; then a client tells of its connection and a broker of itself.
 *
 * <pre>
 * both    length 32 | 1 | "ActiveMQ" | version 32 | 1 | length 32 | properties
 * client  length 32 | 3 | connection, client, password, user ...
 * broker  length 32 | 2 | ...                                     length 32 | 30, 31 | ...
 * </pre>
 *
 * <p>Loose fields have their presence before each; tight ones have all of them in bits first.
 */
public final class OpenWireDetector implements Detector {
  private static final String NAME = "openwire";
  private static final String MAGIC = "ActiveMQ";
  private static final int HEAD = 17;
  private static final int LONGEST_FORMAT = 1 << 16;
  private static final int NEWEST = 99;
  private static final int MOST_FRAMES = 16;
  private static final int CONNECTION_ID = 0x78;
  private static final int FIELDS = 4; // the connection's name, the client's, password, user
  private static final int SECRET = 1 << 2;
  private static final int USER = 1 << 3;
  private static final int BROKER = 2;
  private static final int CONNECTION = 3;
  private static final int RESPONSE = 30;
  private static final int REFUSED = 31;

  @Override
  public Card card() {
    return Card.of(NAME, "OpenWire (ActiveMQ)", "OpenWire 2 specification")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !begins(client) || !exchange.client().fromStart()) {
      return Outcome.no("no wire format");
    }
    if (!server.isEmpty() && (!begins(server) || !exchange.server().fromStart())) {
      return Outcome.no("wire format not answered by one");
    }
    if (!client.has(0, HEAD)) {
      return Outcome.needMore("wire format cut");
    }
    int asks = second(client);
    int says = second(server);
    if (asks == BROKER || says == CONNECTION) {
      return Outcome.no("the broker is the other");
    }
    return told(client, server, asks == CONNECTION, says == BROKER).match();
  }

  /** Whether the bytes, or as many as there are, tell a wire format. */
  private static boolean begins(Bytes bytes) {
    if (bytes.has(0, 4) && (bytes.u32(0) < HEAD - 4 || bytes.u32(0) > LONGEST_FORMAT)) {
      return false;
    }
    if (bytes.u8(0) != 0 || (bytes.has(4, 1) && bytes.u8(4) != 1)) {
      return false;
    }
    return bytes.length() <= 5
        || (bytes.from(5).mayStartWith(MAGIC)
            && (!bytes.has(0, HEAD) || (bytes.u32(13) > 0 && bytes.u32(13) <= NEWEST)));
  }

  /** The type of the frame behind the wire format, or -1. */
  private static int second(Bytes bytes) {
    int at = bytes.has(0, 4) ? 4 + (int) bytes.u32(0) : 0;
    return at > 0 && bytes.has(at, 5) ? bytes.u8(at + 4) : -1;
  }

  private static Finding told(Bytes client, Bytes server, boolean connects, boolean broker) {
    Finding finding =
        Finding.plaintext(NAME, "wire formats in clear")
            .withRolesShown(connects || broker)
            .withFacts(Map.of("openwire.version", Long.toString(client.u32(13))));
    if (!connects) {
      return finding;
    }
    int login = login(client, 4 + (int) client.u32(0));
    if (login < 0) {
      return finding;
    }
    if ((login & (SECRET | USER)) != 0) {
      return finding
          .withCredentialsIf((login & SECRET) != 0)
          .withAuthentication(Authentication.SEEN);
    }
    return answer(server) == RESPONSE
        ? finding.withAuthentication(Authentication.NONE_SEEN)
        : finding;
  }

  /** The type of the broker's first answer, or -1. */
  private static int answer(Bytes server) {
    long at = 0;
    for (int frame = 0; frame < MOST_FRAMES && server.has(at, 5); frame++) {
      int type = server.u8((int) at + 4);
      if (type == RESPONSE || type == REFUSED) {
        return type;
      }
      at += 4 + server.u32((int) at);
    }
    return -1;
  }

  /** Of a frame that tells of a connection, {@link #SECRET} and {@link #USER}; -1 if unread. */
  private static int login(Bytes client, int frame) {
    int bits = client.has(frame + 5, 1) ? client.u8(frame + 5) : 0;
    boolean tight = bits != 0;
    int at = tight ? frame + 6 + bits + 4 : frame + 5 + 4 + 2;
    boolean bare = isConnection(client, at);
    if (!bare && !isConnection(client, at + (tight ? 2 : 3))) {
      return -1;
    }
    return tight
        ? tight(client.slice(frame + 6, bits), bare ? 2 : 3)
        : loose(client, bare ? at + 1 : at + 4);
  }

  private static boolean isConnection(Bytes client, int at) {
    return client.has(at, 1) && client.u8(at) == CONNECTION_ID;
  }

  /** Each text has a bit whether it is there, and if so another whether it is ASCII. */
  private static int tight(Bytes bits, int from) {
    int at = from;
    int login = 0;
    for (int field = 0; field < FIELDS; field++) {
      boolean there = at / 8 < bits.length() && (bits.u8(at / 8) >> at % 8 & 1) == 1;
      login |= there ? 1 << field : 0;
      at += there ? 2 : 1;
    }
    return login;
  }

  /** Each text has a byte before it whether it is there. */
  private static int loose(Bytes bytes, int from) {
    int at = from;
    int login = 0;
    for (int field = 0; field < FIELDS; field++) {
      if (!bytes.has(at, 1) || (bytes.u8(at) == 1 && !bytes.has(at, 3))) {
        return -1;
      }
      boolean there = bytes.u8(at) == 1;
      login |= there ? 1 << field : 0;
      at += there ? 3 + bytes.u16(at + 1) : 1;
    }
    return login;
  }
}
