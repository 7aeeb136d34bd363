package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * MMS, as of IEC 61850, over ISO's transport on TCP (RFC 1006, ISO 8073, ISO 8327, ISO 9506):
 * behind the transport's connection a session begins that names MMS.
 *
 * <pre>
 * 03 00 | length 2 | length 1 | E0 ...         connection asked for, D0 confirmed
 * 03 00 | length 2 | 02 F0 80 | 0D ...         session; behind it 28CA22: iso standard 9506
 * </pre>
 */
public final class MmsDetector implements Detector {
  private static final int ASKED = 0xE0;
  private static final int CONFIRMED = 0xD0;
  private static final int PACKET = 4;
  private static final int SESSION = 7;
  private static final String DATA = "\2\u00F0\u0080";
  private static final int CONNECTS = 0x0D;
  private static final String STANDARD = "\50\u00CA\42";

  @Override
  public Card card() {
    return Card.of("mms", "MMS (IEC 61850)", "ISO 9506, RFC 1006").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 3 && (server == 3 || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no connection of ISO's transport");
    }
    if (!client.has(0, SESSION)) {
      return Outcome.needMore("connection cut");
    }
    boolean told = server.isEmpty() || !server.has(0, SESSION) || isPacket(server, CONFIRMED);
    int next = client.u16(2);
    if (!isPacket(client, ASKED) || !told) {
      return Outcome.no("no connection of ISO's transport");
    }
    if (!client.has(next, SESSION + 1)) {
      return Outcome.needMore("no session yet");
    }
    boolean session = client.at(next + PACKET, DATA) && client.u8(next + SESSION) == CONNECTS;
    int end = Math.min(client.length(), next + client.u16(next + 2));
    return session && client.find(STANDARD, next + SESSION, end) > 0
        ? Finding.plaintext("mms", "session of MMS in clear").match()
        : Outcome.no("no session of MMS");
  }

  private static boolean isPacket(Bytes bytes, int type) {
    return bytes.u16(0) == 0x0300 && bytes.u16(2) >= SESSION && bytes.u8(5) == type;
  }
}
