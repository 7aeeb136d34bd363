package dev.netgen.analyzer.detect.media;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * RTMP (Adobe's "Real-Time Messaging Protocol"): a byte of version and 3072 of a handshake from
 * either side, then chunks, the client's first command being {@code connect}.
 *
 * <pre>
 * 03 | time 32, 4 more, 1528 of noise | an echo of the other's
 * 03 or the like | time 24 | length 24 | 14 or 11 | stream 32 | 02 0007 "connect" ...
 * </pre>
 */
public final class RtmpDetector implements Detector {
  private static final String NAME = "rtmp";
  private static final int CLEAR = 3;
  private static final int ENCRYPTED = 6;
  private static final int PART = 1536;
  private static final int HANDSHAKE = 1 + 2 * PART;
  private static final int NOISE = 8;
  private static final String CONNECT = "\2\0\7connect";

  @Override
  public Card card() {
    return Card.of(NAME, "RTMP", "Adobe, Real-Time Messaging Protocol 1.0")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    boolean version = client == CLEAR || client == ENCRYPTED;
    return version && (server == client || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !mayBegin(client.u8(0), server.isEmpty() ? -1 : server.u8(0))) {
      return Outcome.no("no version of RTMP");
    }
    if (client.u8(0) == ENCRYPTED) {
      return echoed(client, server)
          ? Finding.of(NAME, Encryption.OPAQUE, "RTMP with its own cipher").match()
          : Outcome.no("no echo of the handshake");
    }
    if (!client.has(0, HANDSHAKE + 22)) {
      return Outcome.needMore("handshake cut");
    }
    boolean none = !server.isEmpty() && exchange.server().complete() && !server.has(0, 1 + PART);
    return !none && connects(client)
        ? Finding.plaintext(NAME, "RTMP connect in clear").match()
        : Outcome.no("no connect behind the handshake");
  }

  private static boolean echoed(Bytes client, Bytes server) {
    boolean one = server.has(0, HANDSHAKE) && client.has(0, HANDSHAKE);
    return one && (same(client, 1, server, 1 + PART) || same(server, 1, client, 1 + PART));
  }

  private static boolean same(Bytes one, int at, Bytes other, int from) {
    int length = PART - NOISE;
    return one.text(at + NOISE, length).equals(other.text(from + NOISE, length));
  }

  /** Up to two chunks may set sizes before it, 16 bytes each at most. */
  private static boolean connects(Bytes client) {
    int at = HANDSHAKE;
    for (int count = 0; count < 3 && client.has(at, 22); count++) {
      if (client.u8(at) >> 6 != 0 || client.u8(at) < 2) {
        return false;
      }
      int type = client.u8(at + 7);
      if (type == 0x14 || type == 0x11) {
        return client.at(at + 12 + (type == 0x11 ? 1 : 0), CONNECT);
      }
      if (client.u8(at) != 2 || type > 6 || client.u24(at + 4) > 5) {
        return false;
      }
      at += 12 + client.u24(at + 4);
    }
    return false;
  }
}
