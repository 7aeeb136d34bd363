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
 * Multicast DNS (RFC 6762): DNS messages that nobody numbers, which ask without wishing recursion
 * or answer with authority, often without the question. Whoever sends is not always who asks.
 */
public final class MulticastDnsDetector implements Detector {
  private static final int ANSWER = 0x8400;
  private static final int TRUNCATED = 0x0200;

  /** Of a question it is to be ignored (section 18.4), and some programs set it. */
  private static final int AUTHORITATIVE = 0x0400;

  @Override
  public Card card() {
    return Card.of("mdns", "Multicast DNS", "RFC 6762").tells(Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean told =
        (client.isEmpty() || is(client.bytes())) && (server.isEmpty() || is(server.bytes()));
    return told
        ? Finding.plaintext("mdns", "multicast DNS messages").withRolesShown(false).match()
        : Outcome.no("no multicast DNS message");
  }

  private static boolean is(Bytes bytes) {
    if (!bytes.has(0, DnsReader.HEADER) || bytes.u16(0) != 0) {
      return false;
    }
    int flags = bytes.u16(2) & ~TRUNCATED;
    if (flags != 0 && flags != AUTHORITATIVE && flags != ANSWER) {
      return false;
    }
    DnsMessage message = DnsReader.read(bytes).message();
    if (message == null) {
      return false;
    }
    return flags == ANSWER ? bytes.u16(4) == 0 || local(message) : local(message);
  }

  private static boolean local(DnsMessage message) {
    String name = message.questionName();
    return name.endsWith(".local") || name.endsWith(".in-addr.arpa") || name.endsWith(".ip6.arpa");
  }
}
