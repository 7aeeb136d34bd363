package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * OpenVPN over UDP, and over TCP behind a length of 16 bits (its protocol documentation, "Network
 * protocol"): a hard reset of the client, and the server's, which names the client's session.
 *
 * <pre>
 *  | 5 opcode, 3 key id | 8 session id | ... the server's reset also holds the client's session id
 *  | 5 opcode, 3 key id | 8 session id | 4 number, here 1 | 4 seconds since 1970 | 32 tag | encrypted   (tls-crypt)
 * </pre>
 *
 * The control channel is TLS inside; whether the data channel has a cipher, its packets show.
 */
public final class OpenVpnDetector implements Detector {
  private static final String NAME = "openvpn";
  private static final int RESET_CLIENT_V2 = 7;
  private static final int RESET_SERVER_V2 = 8;
  private static final int RESET_CLIENT_V3 = 10;
  private static final int SESSION = 1;
  private static final int SESSION_LENGTH = 8;
  private static final int LEAST = 14;
  private static final int MOST = 1500;
  private static final int NUMBER = 9;
  private static final int SECONDS = 13;

  /** Wrapped resets: a client's of 54 bytes, or with its own key behind; a server's of 66. */
  private static final int WRAPPED_CLIENT = 54;

  private static final int WRAPPED_SERVER = 66;

  /** Where a client's first number says that it knows of cookies. */
  private static final long EARLY = 0x0F00_0000L;

  /** The two clocks differ by no more. */
  private static final int A_DAY = 86_400;

  private final boolean stream;

  private OpenVpnDetector(boolean stream) {
    this.stream = stream;
  }

  /** Over datagrams. */
  public static OpenVpnDetector datagrams() {
    return new OpenVpnDetector(false);
  }

  /** Over byte streams. */
  public static OpenVpnDetector stream() {
    return new OpenVpnDetector(true);
  }

  @Override
  public Card card() {
    return Card.of(NAME, "OpenVPN", "OpenVPN network protocol documentation")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = first(exchange.client().bytes());
    Bytes server = first(exchange.server().bytes());
    boolean resets =
        (isReset(client, RESET_CLIENT_V2) || isReset(client, RESET_CLIENT_V3))
            && isReset(server, RESET_SERVER_V2);
    if (!resets) {
      return Outcome.no("no openvpn resets");
    }
    String session = client.text(SESSION, SESSION_LENGTH);
    boolean named = server.find(session, SESSION + SESSION_LENGTH, server.length()) >= 0;
    return named || wrapped(client, server)
        ? found(exchange).match()
        : Outcome.no("openvpn resets of different sessions");
  }

  private Finding found(Exchange exchange) {
    OpenVpnData client = OpenVpnData.of(exchange.client(), stream);
    OpenVpnData server = OpenVpnData.of(exchange.server(), stream);
    if (client.readable() || server.readable()) {
      return Finding.plaintext(NAME, "OpenVPN data packets without a cipher");
    }
    return client.unlike() && server.unlike()
        ? Finding.of(
            NAME, Encryption.ENCRYPTED, "OpenVPN data packets both ways, nothing in them reads")
        : Finding.of(NAME, Encryption.OPAQUE, "OpenVPN resets of both sides, too few data packets");
  }

  /** Both sides' first packets under a key that both had before (tls-crypt). */
  private static boolean wrapped(Bytes client, Bytes server) {
    boolean lengths =
        client.u8(0) == RESET_CLIENT_V3 << 3
            ? client.length() > WRAPPED_CLIENT
            : client.length() == WRAPPED_CLIENT;
    return lengths
        && server.length() == WRAPPED_SERVER
        && isFirst(client.u32(NUMBER))
        && isFirst(server.u32(NUMBER))
        && Math.abs(client.u32(SECONDS) - server.u32(SECONDS)) <= A_DAY;
  }

  /** Since 2.6 a client that knows of cookies begins elsewhere, and its server does as it does. */
  private static boolean isFirst(long number) {
    return number == 1 || number == EARLY + 1;
  }

  /** The first packet: all of a datagram, or as much of a stream as its length says. */
  private Bytes first(Bytes bytes) {
    if (!stream) {
      return bytes;
    }
    boolean whole = bytes.has(0, 2) && bytes.u16(0) >= LEAST && bytes.has(2, bytes.u16(0));
    return whole ? bytes.slice(2, bytes.u16(0)) : Bytes.EMPTY;
  }

  private static boolean isReset(Bytes bytes, int opcode) {
    return bytes.length() >= LEAST && bytes.length() <= MOST && bytes.u8(0) == opcode << 3;
  }
}
