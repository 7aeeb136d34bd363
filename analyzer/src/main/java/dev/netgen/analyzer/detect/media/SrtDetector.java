package dev.netgen.analyzer.detect.media;

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
 * SRT (draft-sharabayko-srt): a caller's handshake over datagrams, which the listener answers with
 * a number of SRT's own; packets of data tell whether a key hides them.
 *
 * <pre>
 * 80 00 0000 | 32 | time 32 | socket 32 | version 32 | encryption 16 | 4A17 16 | ...      handshake
 * 0... number 32 | position 2, order 1, key 2, ... | time 32 | socket 32 | data
 * </pre>
 */
public final class SrtDetector implements Detector {
  private static final String NAME = "srt";
  private static final long HANDSHAKE = 0x80000000L;
  private static final int HEADER = 16;
  private static final int BODY = 48;
  private static final int MAGIC = 0x4A17;
  private static final int FIRST_VERSION = 4;
  private static final int KEYS = 0x18;

  @Override
  public Card card() {
    return Card.of(NAME, "SRT", "draft-sharabayko-srt").tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0x80 && (server < 0 || server == 0x80);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.client().messages() == 0
        || !isHandshake(client)
        || client.u32(HEADER) != FIRST_VERSION) {
      return Outcome.no("no handshake of SRT");
    }
    if (server.isEmpty()) {
      return Outcome.needMore("no answer");
    }
    if (!isHandshake(server) || server.u16(HEADER + 6) != MAGIC) {
      return Outcome.no("no answer of SRT");
    }
    boolean clear = carries(exchange.client(), false) || carries(exchange.server(), false);
    boolean hidden = carries(exchange.client(), true) || carries(exchange.server(), true);
    if (clear) {
      return Finding.plaintext(NAME, "data of SRT in clear").match();
    }
    return hidden && !exchange.anyMessage(SrtDetector::isReadable)
        ? Finding.of(NAME, Encryption.ENCRYPTED, "data of SRT under a key").match()
        : Finding.of(NAME, Encryption.OPAQUE, "handshake of SRT, no data under a key").match();
  }

  private static boolean isHandshake(Bytes message) {
    return message.has(0, HEADER + BODY) && message.u32(0) == HANDSHAKE;
  }

  /** Whether it sent data, under a key or without one. */
  private static boolean carries(Speech speech, boolean key) {
    return !speech.everyMessage(message -> !isData(message) || (keys(message) != 0) != key);
  }

  private static boolean isData(Bytes message) {
    return message.length() > HEADER && message.u8(0) < 0x80;
  }

  /** Data that no cipher made, whatever it says of itself. */
  private static boolean isReadable(Bytes message) {
    return isData(message) && message.from(HEADER).looksClear();
  }

  private static int keys(Bytes message) {
    return message.u8(4) & KEYS;
  }
}
