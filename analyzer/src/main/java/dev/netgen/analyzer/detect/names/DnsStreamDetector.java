package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/** DNS over TCP (RFC 7766): messages behind a 16-bit length. */
public final class DnsStreamDetector implements Detector {
  private static final int LENGTH = 2;

  @Override
  public Card card() {
    return Card.of("dns", "DNS over TCP", "RFC 7766").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Outcome outcome =
        DnsRules.together(side(exchange.client(), false), side(exchange.server(), true), exchange);
    boolean cut = outcome instanceof Outcome.NeedMore && !exchange.whole();
    return cut && answers(exchange)
        ? Finding.plaintext("dns", "DNS query answered, cut").match()
        : outcome;
  }

  /** Whether what is kept of the first two messages is a question and its answer. */
  private static boolean answers(Exchange exchange) {
    Bytes query = exchange.client().bytes();
    Bytes response = exchange.server().bytes();
    return exchange.client().fromStart()
        && exchange.server().fromStart()
        && query.has(0, LENGTH + DnsReader.HEADER)
        && query.u16(0) > DnsReader.HEADER
        && response.has(0, LENGTH)
        && response.length() <= LENGTH + response.u16(0)
        && DnsRules.answers(query.from(LENGTH), response.from(LENGTH));
  }

  private static Outcome side(Speech speech, boolean response) {
    Bytes bytes = speech.bytes();
    if (!bytes.has(0, LENGTH)) {
      return Outcome.needMore("length cut");
    }
    int length = bytes.u16(0);
    if (length < DnsReader.HEADER) {
      return Outcome.no("length shorter than a header");
    }
    Bytes message = bytes.slice(LENGTH, Math.min(length, bytes.length() - LENGTH));
    DnsReader.Reading reading = DnsReader.read(message);
    return reading.cut() && message.length() == length
        ? Outcome.no("message longer than its length")
        : DnsRules.judge(reading, response);
  }
}
