package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/** What DNS over datagrams and over streams have in common: who asks, who answers. */
final class DnsRules {
  private DnsRules() {}

  /** A side's message must go the way this side is supposed to speak. */
  static Outcome judge(DnsReader.Reading reading, boolean response) {
    DnsMessage message = reading.message();
    if (message == null) {
      return reading.cut() ? Outcome.needMore(reading.problem()) : Outcome.no(reading.problem());
    }
    return message.response() == response
        ? Finding.plaintext("dns", response ? "DNS response" : "DNS query").match()
        : Outcome.no("query and response the other way round");
  }

  /** Both sides where both spoke, else the one that did; a no of either decides. */
  static Outcome together(Outcome query, Outcome response, Exchange exchange) {
    if (exchange.client().isEmpty()) {
      return response;
    }
    if (exchange.server().isEmpty() || query instanceof Outcome.No) {
      return query;
    }
    return response instanceof Outcome.Match ? query : response;
  }
}
