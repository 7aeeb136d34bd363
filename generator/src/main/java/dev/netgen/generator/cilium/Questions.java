package dev.netgen.generator.cilium;

import dev.netgen.generator.kubernetes.Rule;
import dev.netgen.generator.kubernetes.RulePort;
import dev.netgen.model.graph.Link;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;

/**
 * Which traffic Cilium's DNS proxy can read: DNS over UDP at any port, and over TCP at 53 or beside
 * UDP. DNS inside TLS or HTTP it cannot, and must not be handed to it.
 */
final class Questions {
  private static final int PORT = 53;
  private static final String DNS = "dns";

  private Questions() {}

  /** Whether the link is plain DNS. */
  static boolean isDns(Link link) {
    boolean speaks = link.speaks().contains(DNS);
    if (link.port().number() == PORT) {
      return speaks || link.speaks().isEmpty();
    }
    return speaks && link.port().transport() == Transport.UDP;
  }

  /** Whether this port of the rule is plain DNS. */
  static boolean isDns(Rule rule, RulePort port) {
    return rule.links().stream()
        .filter(Questions::isDns)
        .map(Link::port)
        .anyMatch(seen -> seen.equals(port.port()) || isTwin(seen, port.port()));
  }

  private static boolean isTwin(Port seen, Port port) {
    return seen.transport() == Transport.UDP
        && port.transport() == Transport.TCP
        && seen.number() == port.number();
  }
}
