package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * WebSocket joined later (RFC 6455 section 5.2): frames that chain in both directions, those of the
 * client masked, those of the server not. Its beginning is HTTP's, and told there.
 *
 * <pre>
 * FIN, compressed, 0 0, opcode 4 | mask 1, length 7 (126: + 16, 127: + 64) | key 32 where masked | payload
 * </pre>
 */
public final class WebSocketDetector implements Detector {
  private static final int LEAST_FRAMES = 2;
  private static final int MAX_FRAMES = 64;
  private static final int CLOSE = 8;
  private static final int PONG = 10;
  private static final int KEY = 4;

  @Override
  public Card card() {
    return Card.of("websocket", "WebSocket in clear", "RFC 6455")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.midStream() || exchange.client().isEmpty() || exchange.server().isEmpty()) {
      return Outcome.no("begins as HTTP");
    }
    int client = frames(exchange.client().bytes(), true);
    int server = client < LEAST_FRAMES ? 0 : frames(exchange.server().bytes(), false);
    return server >= LEAST_FRAMES
        ? Finding.plaintext("websocket", "WebSocket frames both ways, mid-stream").match()
        : Outcome.no("no frames that chain in both directions");
  }

  /** How many frames stand here to the end of what is kept, the last maybe cut; 0 if others. */
  private static int frames(Bytes bytes, boolean masked) {
    long at = 0;
    int frames = 0;
    while (frames < MAX_FRAMES && bytes.has(at, 2)) {
      int from = (int) at;
      if (!isFrame(bytes, from, masked)) {
        return 0;
      }
      int form = bytes.u8(from + 1) & 0x7F;
      int extended = form == 126 ? 2 : form == 127 ? 8 : 0;
      if (!bytes.has(from + 2L, extended)) {
        return frames;
      }
      long length = extended == 0 ? form : extended(bytes, from + 2, extended);
      if (length < 0) {
        return 0;
      }
      at += 2L + extended + (masked ? KEY : 0) + length;
      frames++;
    }
    return frames;
  }

  private static boolean isFrame(Bytes bytes, int at, boolean masked) {
    int first = bytes.u8(at);
    int opcode = first & 0xF;
    int length = bytes.u8(at + 1) & 0x7F;
    if ((first & 0x30) != 0 || bytes.u8(at + 1) >= 0x80 != masked) {
      return false;
    }
    return opcode >= CLOSE
        ? opcode <= PONG && (first & 0xC0) == 0x80 && length < 126
        : opcode <= 2 && ((first & 0x40) == 0 || opcode > 0);
  }

  /** The length in as few octets as it needs, or -1. */
  private static long extended(Bytes bytes, int at, int octets) {
    if (octets == 2) {
      return bytes.u16(at) >= 126 ? bytes.u16(at) : -1;
    }
    return bytes.u32(at) == 0 && bytes.u32(at + 4) > 0xFFFF ? bytes.u32(at + 4) : -1;
  }
}
