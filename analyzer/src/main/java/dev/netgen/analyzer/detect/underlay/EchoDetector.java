package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * Echo of ICMP (RFC 792) and ICMPv6 (RFC 4443 section 4): who sends the request is the client. The
 * type is the first byte of the message: 8 and 0, or 128 and 129.
 */
public final class EchoDetector implements Detector {
  private final int request;
  private final int reply;

  private EchoDetector(int request, int reply) {
    this.request = request;
    this.reply = reply;
  }

  public static EchoDetector v4() {
    return new EchoDetector(8, 0);
  }

  public static EchoDetector v6() {
    return new EchoDetector(128, 129);
  }

  @Override
  public Card card() {
    return Card.of("ping", "Echo of ICMP and ICMPv6", "RFC 792").tells(Ability.ROLES);
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
