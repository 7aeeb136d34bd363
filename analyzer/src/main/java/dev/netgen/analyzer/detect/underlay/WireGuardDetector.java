package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;

/**
 * WireGuard (the protocol's white paper, section 5.4): every datagram begins with its type and
 * three zero bytes, and the types have fixed lengths, but for transport data, which is padded to
 * 16.
 *
 * <pre>
 *  type 1 handshake initiation   148 bytes
 *  type 2 handshake response      92 bytes
 *  type 3 cookie reply            64 bytes
 *  senders of 1 and 2 put their index at 4; the answer repeats the initiation's: 2 at 8, 3 at 4
 *  type 4 transport data          32 bytes or more, padded to a multiple of 16 but not beyond the
 *                                 device's MTU; counter at 8, little-endian
 * </pre>
 *
 * One datagram of transport data alone proves too little: both sides must have sent one, or a
 * handshake must be seen.
 */
public final class WireGuardDetector implements Detector {
  private static final int INITIATION = 1;
  private static final int RESPONSE = 2;
  private static final int COOKIE = 3;
  private static final int DATA = 4;
  private static final int LEAST_DATA = 32;

  /** No link's MTU is smaller than what every host must take (RFC 791 section 3.1). */
  private static final int LEAST_FULL = 576;

  private static final int INDEX = 4;
  private static final int COUNTER = 8;
  private static final int HEADER = 16;

  @Override
  public Card card() {
    return Card.of("wireguard", "WireGuard", "WireGuard protocol documentation")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    int client = type(exchange.client());
    int server = type(exchange.server());
    if (client == INITIATION && (server == RESPONSE || server == COOKIE)) {
      int receiver = server == RESPONSE ? 2 * INDEX : INDEX;
      if (!initiated(exchange.client(), exchange.server().bytes().u32(receiver))) {
        return Outcome.no("wireguard answer to another initiation");
      }
      return all(exchange.client()) && all(exchange.server())
          ? found("WireGuard handshake initiation and its answer", true)
          : Outcome.no("datagrams that are no wireguard's behind a handshake");
    }
    if (client == INITIATION && exchange.server().isEmpty()) {
      return Outcome.no("wireguard handshake initiation without an answer");
    }
    return client == DATA && server == DATA && all(exchange.client()) && all(exchange.server())
        ? found("WireGuard transport data both ways", false)
        : Outcome.no("no wireguard datagrams on both sides");
  }

  private static Outcome found(String reason, boolean roles) {
    return Finding.of("wireguard", Encryption.ENCRYPTED, reason).withRolesShown(roles).match();
  }

  /** Initiations are repeated under another index until one is answered. */
  private static boolean initiated(Speech client, long index) {
    for (int i = 0; i < client.messages(); i++) {
      Bytes message = client.message(i);
      if (message.length() == 148 && message.u32(INDEX) == index) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether all datagrams are WireGuard's, and what looks like the sealed part holds as few zeros
   * as random bytes do.
   */
  private static boolean all(Speech speech) {
    int sealed = 0;
    int zeros = 0;
    int longest = longest(speech);
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = speech.message(i);
      int type = type(message);
      boolean padded = message.length() % 16 == 0 || message.length() == longest;
      if (type == 0 || (type == DATA && (!padded || message.from(HEADER).looksClear()))) {
        return false;
      }
      for (int at = HEADER; type == DATA && at < message.length(); at++) {
        sealed++;
        zeros += message.u8(at) == 0 ? 1 : 0;
      }
    }
    return zeros * 16 <= sealed + 16;
  }

  /** Of a full packet, which the MTU leaves no room to pad. */
  private static int longest(Speech speech) {
    int longest = LEAST_FULL;
    for (int i = 0; i < speech.messages(); i++) {
      longest = Math.max(longest, speech.message(i).length());
    }
    return longest;
  }

  private static int type(Speech speech) {
    return type(speech.bytes());
  }

  private static int type(Bytes bytes) {
    if (!bytes.has(0, COUNTER + 8) || bytes.u24(1) != 0) {
      return 0;
    }
    int length = bytes.length();
    return switch (bytes.u8(0)) {
      case INITIATION -> length == 148 ? INITIATION : 0;
      case RESPONSE -> length == 92 ? RESPONSE : 0;
      case COOKIE -> length == 64 ? COOKIE : 0;
      case DATA -> isData(bytes) ? DATA : 0;
      default -> 0;
    };
  }

  /** Counters begin at 0, so that the upper half of one is 0 for the first 2^32 datagrams. */
  private static boolean isData(Bytes bytes) {
    return bytes.length() >= LEAST_DATA && bytes.u32(COUNTER + 4) == 0;
  }
}
