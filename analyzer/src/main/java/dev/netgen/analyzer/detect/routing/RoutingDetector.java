package dev.netgen.analyzer.detect.routing;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.function.Predicate;

/**
 * A protocol of an IP number of its own whose messages are all in clear. The number has named it
 * already: what is left is to see that every message kept has its form.
 */
public final class RoutingDetector implements Detector {
  private final Card card;
  private final Predicate<Bytes> isMessage;
  private final Predicate<Bytes> showsPassword;

  private RoutingDetector(Card card, Predicate<Bytes> isMessage, Predicate<Bytes> showsPassword) {
    this.card = card;
    this.isMessage = isMessage;
    this.showsPassword = showsPassword;
  }

  /** Who listens to which group of IPv4. */
  public static RoutingDetector igmp() {
    Card card = Card.of("igmp", "IGMP versions 1 to 3", "RFC 3376");
    return new RoutingDetector(card, Igmp::isMessage, message -> false);
  }

  /** Links and their states. */
  public static RoutingDetector ospf() {
    Card card =
        Card.of("ospf", "OSPF versions 2 and 3", "RFC 2328, RFC 5340").tells(Ability.CREDENTIALS);
    return new RoutingDetector(card, Ospf::isMessage, Ospf::showsPassword);
  }

  /** Routes and what they cost. */
  public static RoutingDetector eigrp() {
    Card card = Card.of("eigrp", "EIGRP", "RFC 7868");
    return new RoutingDetector(card, Eigrp::isMessage, message -> false);
  }

  /** Who wants which group forwarded. */
  public static RoutingDetector pim() {
    Card card = Card.of("pim", "PIM version 2", "RFC 7761");
    return new RoutingDetector(card, Pim::isMessage, message -> false);
  }

  /** Which router answers for an address. */
  public static RoutingDetector vrrp() {
    Card card =
        Card.of("vrrp", "VRRP versions 2 and 3", "RFC 3768, RFC 9568").tells(Ability.CREDENTIALS);
    return new RoutingDetector(card, Vrrp::isMessage, Vrrp::showsPassword);
  }

  @Override
  public Card card() {
    return card;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.everyMessage(isMessage)) {
      return Outcome.no("no message of " + card.protocol());
    }
    return Finding.plaintext(card.protocol(), "messages of routers in clear")
        .withRolesShown(false)
        .withCredentialsIf(exchange.anyMessage(showsPassword))
        .match();
  }
}
