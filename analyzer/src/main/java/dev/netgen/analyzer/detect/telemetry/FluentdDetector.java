package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Fluentd's forward protocol (Forward Protocol Specification 1.5): arrays of MessagePack, each a
 * tag and events with their times. With a shared key the server greets with HELO; the key proves
 * who is there and hides nothing.
 *
 * <pre>
 * [tag, time, record], [tag, [[time, record], ...]], [tag, the same packed], and options behind
 * </pre>
 */
public final class FluentdDetector implements Detector {
  private static final String NAME = "fluentd";
  private static final String GREETING = "\222\244HELO";
  private static final String PING = "\226\244PING";
  private static final String ACKNOWLEDGED = "\201\243ack";
  private static final int ARRAY = 0x90;
  private static final int MAP = 0x80;
  private static final int LONGEST_TAG = 256;
  private static final int UINT_32 = 0xCE;
  private static final int EVENT_TIME = 0xD7;
  private static final long FIRST_SECOND = 0x38000000L;
  private static final int GZIP = 0x1F8B;

  @Override
  public Card card() {
    return Card.of(NAME, "Fluentd, forward protocol", "Forward Protocol Specification 1.5")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    boolean asks = client == -1 || (client >= ARRAY + 2 && client <= ARRAY + 6);
    return asks && (server == -1 || server == ARRAY + 2 || server == MAP + 1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no event of Fluentd");
    }
    if (server.first() == ARRAY + 2) {
      return greeted(client, server);
    }
    if (!server.mayStartWith(ACKNOWLEDGED) || client.isEmpty()) {
      return Outcome.no("no event of Fluentd");
    }
    return switch (event(client)) {
      case MATCH -> Finding.plaintext(NAME, "events of Fluentd").match();
      case CUT -> Outcome.needMore("event cut");
      case OTHER -> Outcome.no("no event of Fluentd");
    };
  }

  private static Outcome greeted(Bytes client, Bytes server) {
    if (!server.mayStartWith(GREETING) || !client.mayStartWith(PING)) {
      return Outcome.no("no HELO of Fluentd");
    }
    return server.has(0, GREETING.length())
        ? Finding.plaintext(NAME, "HELO of Fluentd").match()
        : Outcome.needMore("HELO cut");
  }

  private enum Seen {
    MATCH,
    CUT,
    OTHER
  }

  /** The first array: a tag, and a time or what holds the first event's time. */
  private static Seen event(Bytes client) {
    if (client.u8(0) > ARRAY + 4) {
      return Seen.OTHER;
    }
    if (!client.has(1, 2)) {
      return Seen.CUT;
    }
    int first = client.u8(1);
    boolean small = first > 0xA0 && first <= 0xBF;
    int length = small ? first & 0x1F : client.u8(2);
    int tag = small ? 2 : 3;
    if ((!small && first != 0xD9) || length == 0 || length >= LONGEST_TAG) {
      return Seen.OTHER;
    }
    int at = tag + length;
    if (!client.isPrintable(tag, Math.min(length, client.length() - tag))) {
      return Seen.OTHER;
    }
    return client.has(at, 1) ? events(client, at) : Seen.CUT;
  }

  private static Seen events(Bytes client, int at) {
    int skip = packed(client.u8(at));
    if (skip == 0) {
      return time(client, at);
    }
    int entry = at + skip;
    if (!client.has(entry, 2)) {
      return Seen.CUT;
    }
    if (client.u16(entry) == GZIP) {
      return client.u8(at) >= 0xC4 ? Seen.MATCH : Seen.OTHER;
    }
    return client.u8(entry) == ARRAY + 2 ? time(client, entry + 1) : Seen.OTHER;
  }

  /** How long the header of an array, of bytes or of a string is; 0 of anything else. */
  private static int packed(int type) {
    return switch (type) {
      case 0xC4, 0xD9 -> 2;
      case 0xC5, 0xDA, 0xDC -> 3;
      case 0xC6, 0xDB, 0xDD -> 5;
      default -> (type > ARRAY && type < ARRAY + 16) || (type > 0xA0 && type <= 0xBF) ? 1 : 0;
    };
  }

  /** Seconds of this century, or with their fraction, and behind them a map. */
  private static Seen time(Bytes client, int at) {
    if (!client.has(at, 1)) {
      return Seen.CUT;
    }
    int type = client.u8(at);
    boolean fraction = type == EVENT_TIME;
    int seconds = fraction ? at + 2 : at + 1;
    int end = seconds + (fraction ? 8 : 4);
    if (type != UINT_32 && !fraction) {
      return Seen.OTHER;
    }
    if (!client.has(at, end + 1L - at)) {
      return Seen.CUT;
    }
    int map = client.u8(end);
    boolean record = (map & 0xF0) == MAP || map == 0xDE || map == 0xDF;
    boolean stamped = !fraction || client.u8(at + 1) == 0;
    return record && stamped && client.u32(seconds) >= FIRST_SECOND ? Seen.MATCH : Seen.OTHER;
  }
}
