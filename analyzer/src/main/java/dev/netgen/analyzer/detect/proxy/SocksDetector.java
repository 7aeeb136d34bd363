package dev.netgen.analyzer.detect.proxy;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;

/** SOCKS 4, 4a and 5 (RFC 1928, RFC 1929), and what is spoken behind. */
public final class SocksDetector implements Detector {

  @Override
  public Card card() {
    return Card.of("socks", "SOCKS 4, 4a and 5, and what is behind", "RFC 1928, RFC 1929")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.isEmpty() || exchange.midStream()) {
      return Outcome.no("no greeting first");
    }
    return switch (client.u8(0)) {
      case 4 -> Socks4.detect(exchange);
      case 5 -> new Socks5(exchange).detect();
      default -> Outcome.no("no version 4 or 5 first");
    };
  }
}
