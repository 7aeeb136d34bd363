package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * Bidirectional Forwarding Detection (RFC 5880): control packets that each side sends by itself, to
 * the other's port and never to the one that was sent from.
 *
 * <pre>
 * version 1, diagnostic | state, flags | multiplier | length
 * mine 32 | yours 32 | three intervals in microseconds | authentication: type 8, length 8, ...
 * </pre>
 */
public final class BfdDetector implements Detector {
  private static final String NAME = "bfd";
  private static final int LENGTH = 24;
  private static final int AUTHENTICATED = 0x04;
  private static final int POLL_AND_FINAL = 0x30;
  private static final int INIT = 2;
  private static final int PASSWORD = 1;

  /** A minute; nobody waits longer. */
  private static final long LONGEST = 60_000_000;

  @Override
  public Card card() {
    return Card.of(NAME, "BFD", "RFC 5880, RFC 5881").tells(Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >> 5 == 1 && (server == -1 || server >> 5 == 1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    if (client.isEmpty() || !all(client) || !all(exchange.server())) {
      return Outcome.no("no control packets of BFD");
    }
    Bytes first = client.bytes();
    boolean secret = (first.u8(1) & AUTHENTICATED) != 0 && first.u8(LENGTH) == PASSWORD;
    return Finding.plaintext(NAME, "BFD control packets")
        .withRolesShown(false)
        .withCredentialsIf(secret)
        .match();
  }

  /** Whether all of them are of one session. */
  private static boolean all(Speech speech) {
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = speech.message(i);
      if (!isControl(message) || message.u32(4) != speech.message(0).u32(4)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isControl(Bytes bytes) {
    if (!bytes.has(0, LENGTH) || bytes.u8(0) >> 5 != 1 || (bytes.u8(0) & 0x1F) > 9) {
      return false;
    }
    int flags = bytes.u8(1);
    int multiplier = bytes.u8(2);
    boolean header =
        (flags & 1) == 0
            && (flags & POLL_AND_FINAL) != POLL_AND_FINAL
            && multiplier > 0
            && multiplier <= 100
            && bytes.u8(3) == bytes.length();
    return header && isSession(bytes, flags >> 6) && isAuthentication(bytes, flags);
  }

  private static boolean isSession(Bytes bytes, int state) {
    boolean known = bytes.u32(8) != 0 || state < INIT;
    return known
        && bytes.u32(4) != 0
        && bytes.u32(12) > 0
        && bytes.u32(12) <= LONGEST
        && bytes.u32(16) <= LONGEST
        && bytes.u32(20) <= LONGEST;
  }

  private static boolean isAuthentication(Bytes bytes, int flags) {
    if ((flags & AUTHENTICATED) == 0) {
      return bytes.length() == LENGTH;
    }
    return bytes.has(LENGTH, 4)
        && bytes.u8(LENGTH) >= PASSWORD
        && bytes.u8(LENGTH) <= 5
        && bytes.u8(LENGTH + 1) == bytes.length() - LENGTH;
  }
}
