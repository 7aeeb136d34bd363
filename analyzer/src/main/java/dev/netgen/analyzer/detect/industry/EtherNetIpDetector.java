package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * EtherNet/IP (ODVA, CIP volume 2, chapter 2): encapsulated messages over TCP and UDP. Its CIP
 * Security is TLS and DTLS. Least significant byte first:
 *
 * <pre>
 * command 16 | length 16 | session 32 | status 32 | context of 8 | options 32, 0 | ...
 * </pre>
 */
public final class EtherNetIpDetector implements Detector {
  private static final String NAME = "ethernet-ip";
  private static final int HEADER = 24;
  private static final int STATUS = 8;
  private static final int OPTIONS = 20;
  private static final int SERVICES = 0x04;
  private static final int IDENTITY = 0x63;
  private static final int INTERFACES = 0x64;
  private static final int REGISTER = 0x65;
  private static final int REQUEST = 0x6F;
  private static final int CONNECTED = 0x70;

  @Override
  public Card card() {
    return Card.of(NAME, "EtherNet/IP", "ODVA, CIP volume 2")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return isCommand(client) && (server < 0 || server == client);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      return underWay(client, server);
    }
    if (!mayBegin(client.first(), server.first())) {
      return Outcome.no("no command of EtherNet/IP");
    }
    if (!client.has(0, HEADER)) {
      return client.length() > 1 && client.u8(1) != 0
          ? Outcome.no("no command of EtherNet/IP")
          : Outcome.needMore("command cut");
    }
    boolean asks =
        isHeader(client, 0)
            && client.u32(STATUS) == 0
            && begins(client)
            && (!server.isEmpty() || isClear(client));
    boolean told =
        !server.has(0, HEADER)
            || (isHeader(server, 0) && server.text(12, 8).equals(client.text(12, 8)));
    return asks && told
        ? Finding.plaintext(NAME, "messages of EtherNet/IP in clear").match()
        : Outcome.no("no command of EtherNet/IP");
  }

  /** A session asked for has a version and options; lists are asked for without anything. */
  private static boolean begins(Bytes client) {
    int length = client.u16Le(2);
    return client.u16Le(0) == REGISTER
        ? length == 4 && client.u32(4) == 0 && (!client.has(HEADER, 2) || client.u16Le(HEADER) == 1)
        : length == 0 && client.u32(4) == 0 && client.u16Le(0) <= INTERFACES;
  }

  /** A list of services looks like many a length: alone it is not enough. */
  private static boolean isClear(Bytes client) {
    boolean listed = client.u16Le(0) != REGISTER;
    return !listed || (client.u16Le(0) != SERVICES && client.length() == HEADER);
  }

  private static boolean isCommand(int command) {
    return switch (command) {
      case SERVICES, IDENTITY, INTERFACES, REGISTER -> true;
      default -> false;
    };
  }

  private static boolean isHeader(Bytes bytes, int at) {
    return bytes.u8(at + 1) == 0 && bytes.u32(at + OPTIONS) == 0;
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    boolean both =
        Frames.count(client, 0, EtherNetIpDetector::end) > 0
            && Frames.count(server, 0, EtherNetIpDetector::end) > 0
            && client.u32(4) == server.u32(4);
    return both
        ? Finding.plaintext(NAME, "messages of EtherNet/IP in clear, mid-stream")
            .withRolesShown(false)
            .match()
        : Outcome.no("no messages of EtherNet/IP");
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return bytes.length() + 1L;
    }
    int command = bytes.u16Le(at);
    boolean fits =
        (command == REQUEST || command == CONNECTED)
            && bytes.u32(at + 4) != 0
            && bytes.u32(at + STATUS) == 0
            && bytes.u32(at + OPTIONS) == 0;
    return fits ? at + HEADER + bytes.u16Le(at + 2) : -1;
  }
}
