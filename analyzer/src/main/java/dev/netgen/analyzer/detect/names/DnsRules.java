package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Bytes;
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

  /**
   * Whether the second message answers the first, as far as the number and a whole question tell,
   * though what follows is cut.
   */
  static boolean answers(Bytes query, Bytes response) {
    if (!query.has(0, DnsReader.HEADER + 5) || !response.has(0, DnsReader.HEADER + 5)) {
      return false;
    }
    boolean header =
        query.u16(0) == response.u16(0)
            && query.u8(2) < 0x80
            && (query.u8(2) ^ response.u8(2)) >>> 3 == 0x10
            && query.u16(4) == 1
            && response.u16(4) == 1;
    int end = header ? behindQuestion(query) : -1;
    if (end < 0 || !response.has(0, end)) {
      return false;
    }
    int length = end - DnsReader.HEADER;
    return query
        .text(DnsReader.HEADER, length)
        .equalsIgnoreCase(response.text(DnsReader.HEADER, length));
  }

  private static int behindQuestion(Bytes bytes) {
    int at = DnsReader.HEADER;
    while (bytes.has(at, 5) && bytes.u8(at) != 0) {
      if (bytes.u8(at) > 63) {
        return -1;
      }
      at += 1 + bytes.u8(at);
    }
    return bytes.has(at, 5) && bytes.u16(at + 3) <= 255 ? at + 5 : -1;
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
