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
 * Galera, by which MariaDB and Percona's servers replicate (its sources, gcomm and galera's IST):
 * the side that was connected to speaks first.
 *
 * <pre>
 * length 3 LE | flags 1 (kind of checksum) | checksum 4 | version | type | flags | segment | who 16 | ...
 * </pre>
 *
 * A member that was away gets what it missed on a connection of its own, headers of 24 bytes.
 */
public final class GaleraDetector implements Detector {
  private static final String NAME = "galera";
  private static final int HEADER = 8;
  private static final int NAMED = HEADER + 4 + 16;
  private static final int HANDSHAKE = 1;
  private static final int ANSWER = 2;
  private static final int REFUSAL = 4;
  private static final int LAST_TYPE = 8;
  private static final int LAST_VERSION = 1;
  private static final int HANDSHAKE_LENGTH = 36;
  private static final int TRANSFER = 24;
  private static final int LAST_TRANSFER_VERSION = 20;

  @Override
  public Card card() {
    return Card.of(NAME, "Galera (MariaDB's clusters)", "its source, gcomm and IST")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return server == HANDSHAKE_LENGTH || (server > 0 && server <= LAST_TRANSFER_VERSION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      return underWay(client, server);
    }
    if (server.isEmpty()) {
      return Outcome.no("no greeting of a member");
    }
    if (isTransfer(server, HANDSHAKE)) {
      return client.isEmpty() || (isTransfer(client, ANSWER) && client.u8(0) == server.u8(0))
          ? Finding.plaintext(NAME, "what a member missed, in clear").match()
          : Outcome.no("transfer not answered");
    }
    boolean greeted = isFirst(server, HANDSHAKE) && length(server, 0) == HANDSHAKE_LENGTH;
    boolean answered = client.isEmpty() || isFirst(client, ANSWER) || isFirst(client, REFUSAL);
    return greeted && answered
        ? Finding.plaintext(NAME, "handshake of members in clear").match()
        : Outcome.no("no handshake of members");
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    boolean both =
        Frames.count(client, 0, GaleraDetector::end) > 1
            && Frames.count(server, 0, GaleraDetector::end) > 1;
    return both && oneSender(client) && oneSender(server)
        ? Finding.plaintext(NAME, "messages of members").withRolesShown(false).match()
        : Outcome.no("no messages of members");
  }

  private static int length(Bytes bytes, int at) {
    return bytes.u24Le(at);
  }

  private static boolean isFirst(Bytes bytes, int type) {
    return bytes.has(0, NAMED) && end(bytes, 0) > 0 && bytes.u8(HEADER + 1) == type;
  }

  private static boolean isTransfer(Bytes bytes, int type) {
    boolean fits =
        bytes.has(0, TRANSFER)
            && bytes.u8(0) > 0
            && bytes.u8(0) <= LAST_TRANSFER_VERSION
            && bytes.u8(1) == type;
    return fits
        && bytes.u16(2) == 0
        && bytes.u32(4) == 0
        && bytes.u32(8) == 0xFFFFFFFFL
        && bytes.u32(12) == 0xFFFFFFFFL;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, NAMED)) {
      return (long) at + NAMED;
    }
    int type = bytes.u8(at + HEADER + 1);
    boolean fits =
        bytes.u8(at + 3) <= 2
            && bytes.u8(at + HEADER) <= LAST_VERSION
            && type >= HANDSHAKE
            && type <= LAST_TYPE;
    return fits && length(bytes, at) >= NAMED - HEADER
        ? (long) at + HEADER + length(bytes, at)
        : -1;
  }

  /** Whether both of the first messages name the same sender. */
  private static boolean oneSender(Bytes bytes) {
    int second = (int) end(bytes, 0);
    return bytes.has(second, NAMED)
        && bytes.text(HEADER + 4, 16).equals(bytes.text(second + HEADER + 4, 16));
  }
}
