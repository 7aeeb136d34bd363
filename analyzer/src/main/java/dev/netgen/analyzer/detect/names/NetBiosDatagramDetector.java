package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * NetBIOS datagram service (RFC 1002 section 4.4): who sends to whom, by name, and never an answer
 * in the same conversation.
 *
 * <pre>
 * type 10..12 | flags | id 16 | address 32 | port 16 | length 16 | offset 16 | source name | target name
 * </pre>
 */
public final class NetBiosDatagramDetector implements Detector {
  private static final int FIRST = 0x10;
  private static final int LAST = 0x12;
  private static final int SOURCE = 14;

  @Override
  public Card card() {
    return Card.of("netbios-dgm", "NetBIOS datagram service", "RFC 1002");
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    return is(client) && (server.isEmpty() || is(server))
        ? Finding.plaintext("netbios-dgm", "NetBIOS datagram").withRolesShown(false).match()
        : Outcome.no("no NetBIOS datagram");
  }

  private static boolean is(Bytes bytes) {
    if (!bytes.has(0, SOURCE) || bytes.u8(0) < FIRST || bytes.u8(0) > LAST || bytes.u8(1) > 0x0F) {
      return false;
    }
    int target = NetBiosName.end(bytes, SOURCE);
    return target > 0 && NetBiosName.end(bytes, target) > 0;
  }
}
