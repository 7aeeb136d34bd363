package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * OpenFlow (ONF, OpenFlow Switch Specification 1.0 to 1.5): a switch and its controller greet each
 * other, then the controller asks what the switch can do.
 *
 * <pre>
 * version 8 | type 8 | length 16 | number 32 | ...
 * </pre>
 */
public final class OpenFlowDetector implements Detector {
  private static final int HEADER = 8;
  private static final int LAST_VERSION = 6;
  private static final int HELLO = 0;
  private static final int FEATURES = 5;
  private static final int LAST_TYPE = 35;
  private static final int LONGEST_HELLO = 64;
  private static final int ELEMENT = 8;
  private static final int VERSIONS = 1;

  @Override
  public Card card() {
    return Card.of("openflow", "OpenFlow 1.0 to 1.5", "ONF, OpenFlow Switch Specification")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 1 && client <= LAST_VERSION && (server < 0 || isVersion(server));
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no greeting of OpenFlow");
    }
    if (!greets(client) || !greets(server)) {
      return Outcome.no("no greeting of OpenFlow");
    }
    if (!client.has(0, HEADER) || !server.has(0, HEADER)) {
      return Outcome.needMore("no greeting of both");
    }
    boolean chain =
        Frames.count(client, 0, OpenFlowDetector::end) > 0
            && Frames.count(server, 0, OpenFlowDetector::end) > 0;
    if (!chain) {
      return Outcome.no("no messages of OpenFlow");
    }
    return asks(client)
        ? Outcome.no("the other side is the controller")
        : Finding.plaintext("openflow", "OpenFlow in clear").withRolesShown(asks(server)).match();
  }

  private static boolean isVersion(int value) {
    return value >= 1 && value <= LAST_VERSION;
  }

  /** A greeting is bare, or lists versions in one element, which fills it. */
  private static boolean greets(Bytes bytes) {
    if (!bytes.has(0, HEADER)) {
      return true;
    }
    int length = bytes.u16(2);
    boolean bare = length == HEADER;
    boolean lists =
        length >= HEADER + ELEMENT
            && length <= LONGEST_HELLO
            && (!bytes.has(HEADER, ELEMENT)
                || (bytes.u16(HEADER) == VERSIONS && bytes.u16(HEADER + 2) == length - HEADER));
    return bytes.u8(1) == HELLO && (bare || lists);
  }

  /** Whether the message behind its greeting asks for features. */
  private static boolean asks(Bytes bytes) {
    int next = bytes.u16(2);
    return bytes.has(next, HEADER)
        && bytes.u8(next + 1) == FEATURES
        && bytes.u16(next + 2) == HEADER;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return bytes.length() + 1L;
    }
    boolean fits =
        isVersion(bytes.u8(at)) && bytes.u8(at + 1) <= LAST_TYPE && bytes.u16(at + 2) >= HEADER;
    return fits ? at + bytes.u16(at + 2) : -1;
  }
}
