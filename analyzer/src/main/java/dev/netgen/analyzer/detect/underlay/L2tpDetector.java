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
 * L2TP over datagrams, versions 2 and 3 (RFC 2661, RFC 3931). Control messages are in clear; what
 * PPP or another link says in the tunnel may be protected by itself, and is not looked into.
 *
 * <pre>
 * control  C802 or C803 | length | tunnel, session | sent | received | attributes
 * first of them  8008 0000 0000 | type          later  flags and length 16 | vendor 16 | type 16
 * </pre>
 */
public final class L2tpDetector implements Detector {
  private static final String NAME = "l2tp";
  private static final int HEADER = 12;
  private static final int ATTRIBUTE = 6;
  private static final int START = 1;
  private static final int LAST_TYPE = 29;
  private static final int MOST = 100;

  @Override
  public Card card() {
    return Card.of(NAME, "L2TP 2 and 3", "RFC 2661, RFC 3931")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0xC8 && (server == -1 || server == 0xC8);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!isControl(client) || (!server.isEmpty() && !isControl(server))) {
      return Outcome.no("no control message of L2TP");
    }
    if (type(client) != START || client.u32(4) != 0) {
      return Outcome.no("no tunnel asked for");
    }
    boolean alone = only(exchange.client()) && only(exchange.server()) && exchange.whole();
    return alone
        ? Finding.plaintext(NAME, "L2TP control messages in clear").match()
        : Finding.of(NAME, Encryption.OPAQUE, "L2TP control messages, then what the tunnel holds")
            .match();
  }

  private static boolean only(Speech speech) {
    for (int i = 0; i < speech.messages(); i++) {
      if (!isControl(speech.message(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isControl(Bytes bytes) {
    return bytes.has(0, HEADER)
        && bytes.u8(0) == 0xC8
        && (bytes.u8(1) == 2 || bytes.u8(1) == 3)
        && bytes.u16(2) == bytes.length()
        && attributes(bytes);
  }

  /** The type of a control message, 0 of a bare acknowledgement. */
  private static int type(Bytes bytes) {
    return bytes.has(HEADER, 8) ? bytes.u16(HEADER + ATTRIBUTE) : 0;
  }

  private static boolean attributes(Bytes bytes) {
    if (bytes.length() == HEADER) {
      return true;
    }
    boolean first = bytes.has(HEADER, 8) && bytes.u16(HEADER) == 0x8008;
    if (!first || bytes.u32(HEADER + 2) != 0 || type(bytes) < START || type(bytes) > LAST_TYPE) {
      return false;
    }
    int at = HEADER;
    for (int count = 0; count < MOST && at < bytes.length(); count++) {
      int length = bytes.has(at, ATTRIBUTE) ? bytes.u16(at) & 0x3FF : 0;
      if (length < ATTRIBUTE || !bytes.has(at, length) || (bytes.u16(at) & 0x3C00) != 0) {
        return false;
      }
      at += length;
    }
    return at == bytes.length();
  }
}
