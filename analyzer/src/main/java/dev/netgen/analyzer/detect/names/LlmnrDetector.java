package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Link-Local Multicast Name Resolution (RFC 4795): a DNS message that asks for the address of one
 * label, with no bit set and nothing beside, and an answer with the response bit alone.
 */
public final class LlmnrDetector implements Detector {
  private static final int RESPONSE = 0x8000;
  private static final int CONFLICT_OR_TENTATIVE = 0x0500;
  private static final int TYPE_A = 1;
  private static final int TYPE_AAAA = 28;
  private static final int TYPE_ANY = 255;

  @Override
  public Card card() {
    return Card.of("llmnr", "Link-Local Multicast Name Resolution", "RFC 4795")
        .tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean asked = !client.isEmpty() && is(client, 0);
    boolean told = server.isEmpty() || is(server, RESPONSE);
    return asked && told
        ? Finding.plaintext("llmnr", "LLMNR query").match()
        : Outcome.no("no question for one label");
  }

  private static boolean is(Bytes bytes, int flags) {
    if (!bytes.has(0, DnsReader.HEADER)
        || (bytes.u16(2) & ~CONFLICT_OR_TENTATIVE) != flags
        || bytes.u16(4) != 1
        || bytes.u16(8) + bytes.u16(10) != 0
        || (flags == 0 && bytes.u16(6) != 0)) {
      return false;
    }
    DnsMessage message = DnsReader.read(bytes).message();
    if (message == null) {
      return false;
    }
    int type = message.questionType();
    return !message.questionName().isEmpty()
        && message.questionName().indexOf('.') < 0
        && (type == TYPE_A || type == TYPE_AAAA || type == TYPE_ANY);
  }
}
