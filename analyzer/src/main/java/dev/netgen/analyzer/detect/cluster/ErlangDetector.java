package dev.netgen.analyzer.detect.cluster;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Erlang's distribution, by which the nodes of RabbitMQ, CouchDB or ejabberd talk to each other
 * (Erlang, erl_dist_protocol): the side that connects tells its name, the other one how it is
 * received, and both prove that they know the cluster's cookie, which never crosses.
 *
 * <pre>
 * length 2 | N | flags 8 | creation 4 | length 2 | name        until version 5: n | version 2 | flags 4 | name
 * length 2 | s | ok
 * length 4 | 131 D, E, F (fragments), or p for a message without a header; length 0 keeps alive
 * </pre>
 */
public final class ErlangDetector implements Detector {
  private static final String NAME = "erlang";
  private static final int LEAST_NAME = 3;
  private static final int NEW_HEADER = 17;
  private static final int OLD_HEADER = 9;
  private static final int OLD_VERSION = 5;
  private static final int MAGIC = 131;
  private static final long MOST = 1L << 28;

  @Override
  public Card card() {
    return Card.of(NAME, "Erlang distribution (RabbitMQ's nodes)", "Erlang, erl_dist_protocol")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 0 || client == 1) && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      return underWay(client, server);
    }
    if (!mayBegin(client.first(), server.first())) {
      return Outcome.no("no name of a node");
    }
    if (!client.has(0, 3)) {
      return Outcome.needMore("name cut");
    }
    if (!names(client)) {
      return Outcome.no("no name of a node");
    }
    return server.isEmpty() || isStatus(server)
        ? Finding.plaintext(NAME, "a node's name in clear").match()
        : Outcome.no("name not answered by a status");
  }

  private static boolean names(Bytes client) {
    int end = 2 + client.u16(0);
    int header = client.u8(2) == 'N' ? NEW_HEADER : OLD_HEADER;
    if (!client.has(0, header) || end < header + LEAST_NAME) {
      return false;
    }
    boolean fits =
        client.u8(2) == 'N'
            ? client.u16(15) == end - header
            : client.u8(2) == 'n' && client.u16(3) == OLD_VERSION;
    int kept = Math.min(end, client.length()) - header;
    boolean whole = kept == end - header;
    return fits
        && client.isPrintable(header, kept)
        && (!whole || client.indexOf('@', header, end) > header);
  }

  private static boolean isStatus(Bytes server) {
    if (!server.has(0, 3) || server.u8(2) != 's') {
      return server.length() < 3 && server.u8(0) == 0;
    }
    int length = server.u16(0) - 1;
    return switch (length) {
      case 2 -> server.at(3, "ok");
      case 3 -> server.at(3, "nok");
      case 5 -> server.at(3, "alive");
      case 11 -> server.at(3, "not_allowed");
      case 15 -> server.at(3, "ok_simultaneous");
      default -> server.at(3, "named:");
    };
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    int one = Frames.count(client, 0, ErlangDetector::end);
    int other = Frames.count(server, 0, ErlangDetector::end);
    boolean both = one > 0 && other > 0 && (says(client) || says(server));
    boolean alone = one + other > 2 && (client.isEmpty() || server.isEmpty());
    return both || (alone && says(client.isEmpty() ? server : client))
        ? Finding.plaintext(NAME, "messages of a node").withRolesShown(false).match()
        : Outcome.no("no messages of a node");
  }

  /** Whether the first message is more than a sign of life. */
  private static boolean says(Bytes bytes) {
    return bytes.has(0, 4) && bytes.u32(0) > 0;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, 6)) {
      return bytes.has(at, 4) && bytes.u32(at) == 0 ? at + 4L : at + 6L;
    }
    long length = bytes.u32(at);
    int first = bytes.u8(at + 4);
    int second = bytes.u8(at + 5);
    boolean headed = first == MAGIC && second >= 'D' && second <= 'F';
    boolean bare = first == 'p' && second == MAGIC;
    return length == 0 || (length >= 2 && length < MOST && (headed || bare)) ? at + 4 + length : -1;
  }
}
