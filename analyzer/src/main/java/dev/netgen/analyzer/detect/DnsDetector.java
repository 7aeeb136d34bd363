package dev.netgen.analyzer.detect;

/** DNS over UDP (RFC 1035): the first datagram of either side is a message to its last byte. */
final class DnsDetector implements Detector {
  @Override
  public String protocol() {
    return "dns";
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Outcome query = side(exchange.client(), false);
    Outcome response = side(exchange.server(), true);
    return DnsRules.together(query, response, exchange);
  }

  private static Outcome side(Speech speech, boolean response) {
    return DnsRules.judge(DnsReader.read(speech.bytes()), response);
  }
}
