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
 * IKE (RFC 7296 section 3.1; version 1: RFC 2408), also behind the non-ESP marker of port 4500 (RFC
 * 3948 section 2.2). Like a TLS handshake, it begins in clear: an IKE_SA_INIT request and a
 * response that both hold a security association agree on keys for all that follows. What follows
 * says that it is encrypted: by its first payload, of version 1 by a flag.
 *
 * <pre>
 *  | 8 initiator SPI | 8 responder SPI | next payload | version | exchange | flags | 4 message id | 4 length |
 * </pre>
 */
public final class IkeDetector implements Detector {
  private static final int HEADER = 28;
  private static final int MARKER = 4;
  private static final int SA_INIT = 34;
  private static final int SECURITY_ASSOCIATION = 33;
  private static final int KEY_EXCHANGE = 4; // of version 1

  /** A generic header and a public value; the shortest is Curve25519's (RFC 8031). */
  private static final int LEAST_KEY = 4 + 32;

  private static final int MOST_PAYLOADS = 16;
  private static final int ENCRYPTED = 46;
  private static final int ENCRYPTED_FRAGMENT = 53; // RFC 7383

  @Override
  public Card card() {
    return Card.of("ike", "Internet Key Exchange, versions 1 and 2", "RFC 7296")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = message(exchange.client());
    Bytes server = message(exchange.server());
    if (client.isEmpty() || (!exchange.server().isEmpty() && server.isEmpty())) {
      return Outcome.no("no ike message");
    }
    boolean first = zero(client, 8);
    if (server.isEmpty()) {
      return first ? oneSided(exchange.client()) : Outcome.no("ike message of one side only");
    }
    boolean sameInitiator = sameInitiator(client, server);
    return sameInitiator && !zero(server, 8)
        ? found(exchange, client, server).withRolesShown(first).match()
        : Outcome.no("ike messages of different initiators");
  }

  /** Who goes on under keys has been answered, whether that was seen or not. */
  private static Outcome oneSided(Speech client) {
    return underKeys(client) && !clear(client)
        ? Finding.of(
                "ike", Encryption.ENCRYPTED, "IKE messages under keys, client's direction only")
            .match()
        : Finding.plaintext("ike", "IKE request without an answer").match();
  }

  private static Finding found(Exchange exchange, Bytes client, Bytes server) {
    boolean clear = clear(exchange.client()) || clear(exchange.server());
    if (!clear && agrees(client) && agrees(server)) {
      return Finding.of("ike", Encryption.ENCRYPTED, "IKE_SA_INIT request and response agreed");
    }
    if (!clear && exchanged(exchange.client()) && exchanged(exchange.server())) {
      return Finding.of("ike", Encryption.ENCRYPTED, "IKE 1 keys exchanged");
    }
    return !clear && underKeys(exchange.client()) && underKeys(exchange.server())
        ? Finding.of("ike", Encryption.ENCRYPTED, "IKE messages under keys in both directions")
        : Finding.of("ike", Encryption.OPAQUE, "IKE messages, no agreement on keys seen");
  }

  /** Whether one of its messages says that it is encrypted; an IKE SA has no null cipher. */
  private static boolean underKeys(Speech speech) {
    Bytes first = message(speech);
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = message(speech.message(i));
      if (!message.isEmpty() && sameInitiator(first, message) && isEncrypted(message)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether one of its messages of version 1 holds half of a key exchange; what follows is under
   * the key, and stands on another port where an address is translated (RFC 3947 section 4).
   */
  private static boolean exchanged(Speech speech) {
    Bytes first = message(speech);
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = message(speech.message(i));
      boolean holds = !message.isEmpty() && message.u8(17) == 0x10 && holdsKeys(message);
      if (holds && sameInitiator(first, message)) {
        return true;
      }
    }
    return false;
  }

  /** Walks the payloads, each of which names the next (RFC 2408 section 3.2). */
  private static boolean holdsKeys(Bytes message) {
    int at = HEADER;
    int type = message.u8(16);
    for (int i = 0; i < MOST_PAYLOADS && (message.u8(19) & 1) == 0 && message.has(at, 4); i++) {
      int length = message.u16(at + 2);
      if (type == KEY_EXCHANGE) {
        return length >= LEAST_KEY && message.has(at, length);
      }
      type = message.u8(at);
      at += Math.max(length, 4);
    }
    return false;
  }

  private static boolean isEncrypted(Bytes message) {
    boolean version2 = message.u8(17) == 0x20;
    boolean payload = message.u8(16) == ENCRYPTED || message.u8(16) == ENCRYPTED_FRAGMENT;
    boolean encrypted = version2 ? payload : (message.u8(19) & 1) != 0;
    return encrypted
        && !zero(message, 8)
        && message.length() > HEADER + 8
        && !message.from(HEADER).looksClear();
  }

  private static boolean sameInitiator(Bytes one, Bytes other) {
    return one.text(0, 8).equals(other.text(0, 8));
  }

  private static boolean agrees(Bytes message) {
    return message.u8(18) == SA_INIT && message.u8(16) == SECURITY_ASSOCIATION;
  }

  /** Whether readable datagrams stand among the messages. */
  private static boolean clear(Speech speech) {
    for (int i = 0; i < speech.messages(); i++) {
      if (message(speech.message(i)).isEmpty() && speech.message(i).looksClear()) {
        return true;
      }
    }
    return false;
  }

  private static Bytes message(Speech speech) {
    return message(speech.bytes());
  }

  /** The datagram when it is an IKE message to its last byte, else nothing. */
  private static Bytes message(Bytes all) {
    Bytes ike = all.has(0, MARKER) && all.u32(0) == 0 ? all.from(MARKER) : all;
    if (!ike.has(0, HEADER) || zero(ike, 0)) {
      return Bytes.EMPTY;
    }
    int version = ike.u8(17);
    int exchange = ike.u8(18);
    boolean known =
        (version == 0x20 && exchange >= 34 && exchange <= 43)
            || (version == 0x10 && (exchange == 2 || (exchange >= 4 && exchange <= 6)))
            || (version == 0x10 && (exchange == 32 || exchange == 33));
    return known && ike.u32(24) == ike.length() ? ike : Bytes.EMPTY;
  }

  private static boolean zero(Bytes bytes, int offset) {
    return bytes.u32(offset) == 0 && bytes.u32(offset + 4) == 0;
  }
}
