package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * What Cassandra's nodes say to one another (its {@code HandshakeProtocol}): who connects sends all
 * the messages, the other only says which version it takes. With TLS it is inside from the first
 * byte on; compression is not protection.
 *
 * <pre>
 * client  CA 55 2D FA | highest, lowest, asked, flags | 6 or 18, address, port | crc 32 ...
 * server  taken 32 | highest 32 | crc 32          before version 12: highest 32
 * </pre>
 */
public final class CassandraNodesDetector implements Detector {
  private static final String NAME = "cassandra";
  private static final long MAGIC = 0xCA552DFAL;
  private static final int HEADER = 8;
  private static final int OLDEST = 6;
  private static final int NEWEST = 31;
  private static final int WITH_ADDRESS = 12;

  @Override
  public Card card() {
    return Card.of(NAME, "Cassandra between nodes", "Cassandra's HandshakeProtocol")
        .tells(Ability.ROLES, Ability.KINDS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0xCA && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || client.u8(0) != 0xCA || !exchange.client().fromStart()) {
      return Outcome.no("no magic number");
    }
    if (!server.isEmpty() && !answers(server)) {
      return Outcome.no("handshake not answered by a version");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("handshake cut");
    }
    int asked = client.u8(6);
    if (client.u32(0) != MAGIC || asked < OLDEST || asked > NEWEST || !hasAddress(client, asked)) {
      return Outcome.no("no handshake between nodes");
    }
    return Finding.plaintext(NAME, "messages between nodes")
        .withFacts(
            Map.of("cassandra.use", "between nodes", "cassandra.messaging", String.valueOf(asked)))
        .match();
  }

  private static boolean hasAddress(Bytes client, int asked) {
    if (asked < WITH_ADDRESS) {
      return true;
    }
    boolean order = client.u8(5) <= asked && asked <= client.u8(4) && client.u8(4) <= NEWEST;
    return order && (!client.has(HEADER, 1) || client.u8(HEADER) == 6 || client.u8(HEADER) == 18);
  }

  private static boolean answers(Bytes server) {
    int first = Math.min(3, server.length());
    for (int i = 0; i < first; i++) {
      if (server.u8(i) != 0) {
        return false;
      }
    }
    return !server.has(3, 1) || server.u8(3) <= NEWEST;
  }
}
