package dev.netgen.analyzer.detect.files;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * iSCSI, disks over the network (RFC 7143): PDUs of a header of 48 bytes, more headers, and data
 * padded to four bytes. A session begins with a login, keys and values in text.
 *
 * <pre>
 * opcode, 40 for at once | flags | 2 | more headers 1 (words) | data length 3 | LUN 8 | task 4 | ... | data
 * </pre>
 */
public final class IscsiDetector implements Detector {
  private static final String NAME = "iscsi";
  private static final int HEADER = 48;
  private static final int AT_ONCE = 0x40;
  private static final int LOGIN = 0x03;
  private static final int LOGIN_ANSWER = 0x23;
  private static final int COMMAND = 0x01;
  private static final int RESPONSE = 0x21;
  private static final int DATA_IN = 0x25;
  private static final int FULL_FEATURE = 3;
  private static final ImmutableSet<Integer> ASKS = ImmutableSet.of(0, 1, 2, 3, 4, 5, 6, 0x10);
  private static final ImmutableSet<Integer> TELLS =
      ImmutableSet.of(0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x31, 0x32, 0x3F);

  @Override
  public Card card() {
    return Card.of(NAME, "iSCSI", "RFC 7143")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client & ~AT_ONCE) == LOGIN && (server == LOGIN_ANSWER || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      return underWay(client, server);
    }
    if (!mayBegin(client.first(), server.first())) {
      return Outcome.no("no login of iSCSI");
    }
    if (!client.has(0, HEADER + 1)) {
      return Outcome.needMore("login cut");
    }
    boolean asks = (client.u8(0) & ~AT_ONCE) == LOGIN && end(client, 0) > 0;
    boolean text = client.u24(5) > 0 && client.indexOf('=', HEADER, HEADER + 64) > 0;
    boolean answered =
        server.isEmpty()
            || (server.u8(0) == LOGIN_ANSWER && (!server.has(0, HEADER) || end(server, 0) > 0));
    return asks && text && client.u16(2) <= 1 && answered
        ? Finding.plaintext(NAME, "iSCSI login in clear")
            .withAuthentication(authentication(client, server))
            .match()
        : Outcome.no("no login of iSCSI");
  }

  private static Authentication authentication(Bytes client, Bytes server) {
    if (client.find("CHAP_N=", HEADER, client.length()) > 0) {
      return Authentication.SEEN;
    }
    int at = 0;
    for (long end = at;
        server.has(end, HEADER) && server.u8((int) end) == LOGIN_ANSWER;
        end = end(server, at)) {
      at = (int) end;
      boolean through = (server.u8(at + 1) & 0x80) != 0 && (server.u8(at + 1) & 3) == FULL_FEATURE;
      if (through && server.u8(at + 36) == 0) {
        return Authentication.NONE_SEEN;
      }
    }
    return Authentication.NOT_LOOKED;
  }

  /** Whether commands are answered by their own tasks' numbers. */
  private static Outcome underWay(Bytes client, Bytes server) {
    boolean framed =
        client.has(0, HEADER)
            && server.has(0, HEADER)
            && Frames.count(client, 0, IscsiDetector::asked) > 0
            && (Frames.count(server, 0, IscsiDetector::told) > 0
                || told(server, 0) > server.length());
    boolean command = framed && (client.u8(0) & ~AT_ONCE) == COMMAND;
    boolean answer = command && (server.u8(0) == RESPONSE || server.u8(0) == DATA_IN);
    return answer && client.u32(16) == server.u32(16)
        ? Finding.plaintext(NAME, "iSCSI commands and answers")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.no("no commands of iSCSI");
  }

  private static long asked(Bytes bytes, int at) {
    return ASKS.contains(bytes.u8(at) & ~AT_ONCE) ? end(bytes, at) : -1;
  }

  private static long told(Bytes bytes, int at) {
    return TELLS.contains(bytes.u8(at)) ? end(bytes, at) : -1;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return (long) at + HEADER;
    }
    long data = (bytes.u24(at + 5) + 3L) & ~3L;
    return at + HEADER + 4L * bytes.u8(at + 4) + data;
  }
}
