package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * The wire between a debugger and the Java machine it looks into (Java Debug Wire Protocol). Either
 * may connect to the other, so that it tells no roles; nobody can be asked who he is.
 *
 * <pre>
 * both  "JDWP-Handshake", then  length 32 | id 32 | 0, set, command, or 128, error 16 | ...
 * </pre>
 */
public final class JdwpDetector implements Detector {
  private static final String NAME = "jdwp";
  private static final String HANDSHAKE = "JDWP-Handshake";
  private static final int HEADER = 11;
  private static final int LONGEST = 1 << 28;
  private static final int REPLY = 0x80;

  @Override
  public Card card() {
    return Card.of(NAME, "Java Debug Wire Protocol", "Java Debug Wire Protocol");
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'J' && (server < 0 || server == 'J');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !client.mayStartWith(HANDSHAKE) || !exchange.client().fromStart()) {
      return Outcome.no("no handshake");
    }
    if (!server.mayStartWith(HANDSHAKE)) {
      return Outcome.no("handshake not answered");
    }
    if (!client.has(0, HANDSHAKE.length())) {
      return Outcome.needMore("handshake cut");
    }
    if (!goesOn(client) || !goesOn(server)) {
      return Outcome.no("no packets behind the handshake");
    }
    return Finding.plaintext(NAME, "handshake in clear").withRolesShown(false).match();
  }

  /** Whether a packet follows, or nothing that is long enough for one. */
  private static boolean goesOn(Bytes bytes) {
    int at = HANDSHAKE.length();
    if (!bytes.has(at, HEADER)) {
      return true;
    }
    long length = bytes.u32(at);
    int flags = bytes.u8(at + 8);
    return length >= HEADER && length <= LONGEST && (flags == 0 || flags == REPLY);
  }
}
