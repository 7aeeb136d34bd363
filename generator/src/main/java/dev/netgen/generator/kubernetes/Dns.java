package dev.netgen.generator.kubernetes;

import dev.netgen.model.graph.Link;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;

/** Links to resolvers. RFC 7766 section 5: resolvers answer over TCP as well, long answers so. */
final class Dns {
  private static final int PORT = 53;

  private Dns() {}

  static boolean isDns(Link link) {
    return link.port().number() == PORT || link.speaks().contains("dns");
  }

  static boolean isDatagramDns(Link link) {
    return link.port().transport() == Transport.UDP && isDns(link);
  }

  static Port overTcp(Port port) {
    return new Port(port.number(), Transport.TCP);
  }

  /** The comment for a port that is allowed besides. */
  static String granted(Port port) {
    return port + " as well: answers that do not fit a datagram (granted, not observed)";
  }
}
