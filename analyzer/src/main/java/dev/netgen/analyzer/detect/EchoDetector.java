package dev.netgen.analyzer.detect;

/**
 * Echo of ICMP (RFC 792) and ICMPv6 (RFC 4443 section 4): who sends the request is the client. The
 * type is the first byte of the message: 8 and 0, or 128 and 129.
 */
final class EchoDetector implements Detector {
  private final int request;
  private final int reply;

  private EchoDetector(int request, int reply) {
    this.request = request;
    this.reply = reply;
  }

  static EchoDetector v4() {
    return new EchoDetector(8, 0);
  }

  static EchoDetector v6() {
    return new EchoDetector(128, 129);
  }

  @Override
  public String protocol() {
    return "ping";
  }

  @Override
  public Outcome detect(Exchange exchange) {
    boolean asked = begins(exchange.client(), request);
    boolean answered = begins(exchange.server(), reply);
    boolean only = exchange.client().isEmpty() || exchange.server().isEmpty();
    return (asked && answered) || (only && (asked || answered))
        ? Finding.plaintext("ping", "echo messages").match()
        : Outcome.no("no echo");
  }

  private static boolean begins(Speech speech, int type) {
    return !speech.isEmpty() && speech.bytes().u8(0) == type;
  }
}
