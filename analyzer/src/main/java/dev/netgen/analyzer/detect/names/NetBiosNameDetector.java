package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * NetBIOS name service (RFC 1002 section 4.2): headers of DNS, and names of 32 letters A to P.
 *
 * <pre>
 * id 16 | R opcode 4 flags 7 rcode 4 | 4 counts of 16 | 32 letters, 0 | type NB 32 or NBSTAT 33 | class 1
 * </pre>
 */
public final class NetBiosNameDetector implements Detector {
  private static final int NAME = 12;
  private static final int NB = 0x20;
  private static final int NBSTAT = 0x21;
  private static final int NULL = 0x0A;

  @Override
  public Card card() {
    return Card.of("netbios-ns", "NetBIOS name service", "RFC 1002").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean asked = client.isEmpty() || is(client.bytes(), false);
    boolean told = server.isEmpty() || is(server.bytes(), true);
    return asked && told
        ? Finding.plaintext("netbios-ns", "NetBIOS name service messages").match()
        : Outcome.no("no NetBIOS name");
  }

  private static boolean is(Bytes bytes, boolean response) {
    if (!bytes.has(0, NAME + NetBiosName.LENGTH) || (bytes.u8(2) >= 0x80) != response) {
      return false;
    }
    boolean counts = bytes.u16(4) <= 1 && bytes.u16(6) <= 1 && bytes.u16(10) <= 1;
    int end = counts ? NetBiosName.end(bytes, NAME) : -1;
    if (end < 0 || !bytes.has(end, 4)) {
      return false;
    }
    int type = bytes.u16(end);
    return (type == NB || type == NBSTAT || type == NULL) && bytes.u16(end + 2) == 1;
  }
}
