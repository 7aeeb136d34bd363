package dev.netgen.analyzer.detect;

/** DNS over TCP (RFC 7766): messages behind a 16-bit length. */
final class DnsStreamDetector implements Detector {
  private static final int LENGTH = 2;

  @Override
  public String protocol() {
    return "dns";
  }

  @Override
  public Outcome detect(Exchange exchange) {
    return DnsRules.together(
        side(exchange.client(), false), side(exchange.server(), true), exchange);
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
