package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * DNS over UDP (RFC 1035): the first datagram of either side is a message to its last byte; of
 * messages that were captured in part, both must show the same question.
 */
public final class DnsDetector implements Detector {
  @Override
  public Card card() {
    return Card.of("dns", "DNS over UDP", "RFC 1035").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Outcome query = side(exchange.client(), false);
    Outcome response = side(exchange.server(), true);
    boolean cut = query instanceof Outcome.NeedMore || response instanceof Outcome.NeedMore;
    boolean refused = query instanceof Outcome.No || response instanceof Outcome.No;
    return cut && !refused && DnsRules.answers(exchange.client().bytes(), exchange.server().bytes())
        ? Finding.plaintext("dns", "DNS query").match()
        : DnsRules.together(query, response, exchange);
  }

  private static Outcome side(Speech speech, boolean response) {
    return DnsRules.judge(DnsReader.read(speech.bytes()), response);
  }
}
