package dev.netgen.analyzer.detect.cluster;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Erlang's port mapper, which tells at which port a node is (Erlang, erl_dist_protocol, "Protocol
 * between EPMD and Distribution Nodes").
 *
 * <pre>
 * length 2 | z | name             w | result | port 2 | type | protocol | highest 2 | lowest 2 | length 2 | name ...
 * length 2 | x | port 2 | ...     v or y | result | creation
 * length 2 | n                    port 4 | name NAME at port NUMBER, a line each
 * </pre>
 */
public final class EpmdDetector implements Detector {
  private static final int LONGEST_NAME = 255;
  private static final int REGISTRATION = 15;

  @Override
  public Card card() {
    return Card.of("epmd", "Erlang port mapper", "Erlang, erl_dist_protocol").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || client.isEmpty() || client.u8(0) != 0) {
      return Outcome.no("no request of a port mapper");
    }
    if (!client.has(0, 3) || server.isEmpty()) {
      return Outcome.needMore("request cut");
    }
    return asked(client, server)
        ? Finding.plaintext("epmd", "request and answer of a port mapper").match()
        : Outcome.no("no request of a port mapper");
  }

  private static boolean asked(Bytes client, Bytes server) {
    int length = client.u16(0);
    if (client.length() != 2 + length) {
      return false;
    }
    return switch (client.u8(2)) {
      case 'z' ->
          length > 1
              && length <= LONGEST_NAME
              && client.isPrintable(3, length - 1)
              && isPlace(server);
      case 'x' ->
          registers(client, length)
              && server.has(0, 2)
              && (server.u8(0) == 'v' || server.u8(0) == 'y');
      case 'n' -> length == 1 && listed(server);
      default -> false;
    };
  }

  private static boolean isPlace(Bytes server) {
    return server.u8(0) == 'w'
        && server.has(0, 2)
        && (server.u8(1) == 0 ? server.has(0, 12) : server.length() == 2);
  }

  private static boolean registers(Bytes client, int length) {
    if (length < REGISTRATION - 2 || !client.has(0, REGISTRATION)) {
      return false;
    }
    int name = client.u16(11);
    return length >= 13 + name
        && client.isPrintable(13, name)
        && (client.u8(5) == 'M' || client.u8(5) == 'H');
  }

  private static boolean listed(Bytes server) {
    return server.has(0, 4)
        && server.u16(0) == 0
        && (server.length() == 4 || server.at(4, "name "));
  }
}
