package dev.netgen.analyzer.detect.telemetry;

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
 * collectd's binary protocol (its wiki, "Binary protocol"): parts that fill the datagram, each
 * {@code type 16, length 16, contents}; the first names the host, or says that all is signed or
 * encrypted. Never answered.
 */
public final class CollectdDetector implements Detector {
  private static final int HEADER = 4;
  private static final int MAX_PARTS = 400;
  private static final int SIGNATURE = 0x0200;
  private static final int ENCRYPTED = 0x0210;
  private static final int VALUES = 6;

  @Override
  public Card card() {
    return Card.of("collectd", "collectd binary protocol", "collectd wiki, Binary protocol")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!exchange.server().isEmpty() || !client.has(0, HEADER + 2)) {
      return Outcome.no("collectd is never answered");
    }
    int first = client.u16(0);
    if (first != 0 && first != SIGNATURE && first != ENCRYPTED) {
      return Outcome.no("no host first");
    }
    int parts = parts(client);
    if (first == ENCRYPTED) {
      return encrypted(exchange.client())
          ? Finding.of("collectd", Encryption.ENCRYPTED, "collectd encrypted part").match()
          : Outcome.no("no encrypted part");
    }
    return parts > 2
        ? Finding.plaintext("collectd", "collectd parts, never answered").match()
        : Outcome.no("parts do not fill the datagram");
  }

  /** Whether all its datagrams are one encrypted part each. */
  private static boolean encrypted(Speech client) {
    for (int i = 0; i < client.messages(); i++) {
      Bytes message = client.message(i);
      boolean hidden =
          message.has(0, HEADER + 2)
              && message.u16(0) == ENCRYPTED
              && parts(message) == 1
              && isUser(message);
      if (!hidden || message.from(HEADER + 2 + message.u16(HEADER)).looksClear()) {
        return false;
      }
    }
    return true;
  }

  /** Length and name of the user whose key it is, before what is encrypted. */
  private static boolean isUser(Bytes bytes) {
    int length = bytes.u16(HEADER);
    if (length == 0 || length > 64 || !bytes.has(HEADER + 2, length)) {
      return false;
    }
    return bytes.slice(HEADER + 2, length).printable() == length;
  }

  /** How many parts fill the bytes, 0 where they do not. */
  private static int parts(Bytes bytes) {
    int at = 0;
    for (int count = 0; count < MAX_PARTS; count++) {
      if (at == bytes.length()) {
        return count;
      }
      if (!bytes.has(at, HEADER) || !isPart(bytes, at)) {
        return 0;
      }
      at += bytes.u16(at + 2);
    }
    return MAX_PARTS;
  }

  private static boolean isPart(Bytes bytes, int at) {
    int length = bytes.u16(at + 2);
    if (length <= HEADER || !bytes.has(at, length)) {
      return false;
    }
    return switch (bytes.u16(at)) {
      case 0, 2, 3, 4, 5, 0x100 -> bytes.u8(at + length - 1) == 0;
      case 1, 7, 8, 9, 0x101 -> length == HEADER + 8;
      case VALUES -> length >= 6 && length == 6 + 9 * bytes.u16(at + 4);
      case SIGNATURE -> at == 0 && length > HEADER + 32;
      case ENCRYPTED -> at == 0;
      default -> false;
    };
  }
}
