package dev.netgen.analyzer.detect.cluster;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * ZooKeeper's servers among themselves (its source, QuorumPacket, LearnerInfo and
 * QuorumCnxManager): those who follow a leader, and the election of one.
 *
 * <pre>
 * follows  type 4 | zxid 8 | length 4 or -1 | data | ids 4 or -1 | (scheme, id)*
 * elects   -65536 or -65535 8 | number 8 | length 4 | host:port, then messages: length 4 | state 4 | leader 8 ...
 * </pre>
 */
public final class ZooKeeperMembersDetector implements Detector {
  private static final String NAME = "zookeeper";
  private static final int PACKET = 12;
  private static final int FOLLOWER = 11;
  private static final int OBSERVER = 16;
  private static final int LEADER = 17;
  private static final int LAST_TYPE = 19;
  private static final long NONE = 0xFFFFFFFFL;
  private static final long VERSION = 0x10000;
  private static final int MOST_DATA = 1 << 24;
  private static final int MOST_IDS = 16;
  private static final int GREETING = 20;
  private static final int LONGEST_ADDRESS = 1024;
  private static final int LAST_STATE = 3;

  @Override
  public Card card() {
    return Card.of(NAME, "ZooKeeper between servers", "its source, QuorumPacket")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.KINDS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 0 || client == 0xFF) && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      boolean both =
          Frames.count(client, 0, ZooKeeperMembersDetector::end) > 1
              && Frames.count(server, 0, ZooKeeperMembersDetector::end) > 1;
      return both ? found("between servers", false) : Outcome.no("no packets between servers");
    }
    if (elects(client) && (server.isEmpty() || votes(server))) {
      return found("election", true);
    }
    boolean greeted = follows(client) && (server.isEmpty() || leads(server));
    return greeted ? found("between servers", true) : Outcome.no("no packets between servers");
  }

  private static Outcome found(String use, boolean rolesShown) {
    return Finding.plaintext(NAME, "packets between servers in clear")
        .withFacts(Map.of("zookeeper.use", use))
        .withRolesShown(rolesShown)
        .match();
  }

  private static boolean elects(Bytes client) {
    if (!client.has(0, GREETING) || client.u32(0) != NONE || client.u24(4) != 0xFFFF00) {
      return false;
    }
    long length = client.u32(16);
    return client.u8(7) <= 1
        && length > 2
        && length <= LONGEST_ADDRESS
        && client.isPrintable(GREETING, (int) Math.min(length, client.length() - (long) GREETING));
  }

  private static boolean votes(Bytes server) {
    return server.u8(0) == 0 && (!server.has(0, 8) || server.u32(4) <= LAST_STATE);
  }

  /** What a server says of itself who wants to follow: its number, the protocol's version. */
  private static boolean follows(Bytes client) {
    if (!client.has(0, PACKET + 16) || end(client, 0) < 0) {
      return false;
    }
    boolean type = client.u32(0) == FOLLOWER || client.u32(0) == OBSERVER;
    long length = client.u32(PACKET);
    return type
        && client.u32(8) == 0
        && length >= 12
        && length <= 32
        && client.u32(PACKET + 12) == VERSION;
  }

  private static boolean leads(Bytes server) {
    return server.has(0, PACKET + 8)
        && server.u32(0) == LEADER
        && server.u32(PACKET) == 4
        && server.u32(PACKET + 4) == VERSION;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, PACKET + 8)) {
      return (long) at + PACKET + 8;
    }
    long type = bytes.u32(at);
    long data = bytes.u32(at + PACKET);
    if (type == 0 || type > LAST_TYPE || (data != NONE && data > MOST_DATA)) {
      return -1;
    }
    long end = at + PACKET + 4 + (data == NONE ? 0 : data);
    return behindIds(bytes, end);
  }

  private static long behindIds(Bytes bytes, long at) {
    if (!bytes.has(at, 4)) {
      return at + 4;
    }
    long ids = bytes.u32((int) at);
    if (ids == NONE || ids == 0) {
      return at + 4;
    }
    long end = at + 4;
    for (int i = 0; i < ids * 2 && ids <= MOST_IDS; i++) {
      if (!bytes.has(end, 4)) {
        return end + 4;
      }
      long length = bytes.u32((int) end);
      if (length > MOST_DATA) {
        return -1;
      }
      end += 4 + length;
    }
    return ids <= MOST_IDS ? end : -1;
  }
}
