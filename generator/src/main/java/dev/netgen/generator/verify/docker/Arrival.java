package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.Port;

/**
 * Where a connection gets to.
 *
 * @param server who answers
 * @param port at which port of the server
 * @param hops where firewall rules can see it, in order
 */
record Arrival(Place server, Port port, ImmutableList<Hop> hops) {

  /** Which hook of the host sees it. */
  enum Hook {
    FORWARD,
    INPUT,
    OUTPUT
  }

  /**
   * One sight of the first packet.
   *
   * @param in the network it comes from, empty for another interface or none
   * @param out the network it goes to, empty for another interface or none
   * @param from who sends it, as its source address tells
   * @param to whom its destination address is
   * @param port its destination port
   */
  record Hop(Hook hook, String in, String out, Place from, Place to, Port port, boolean ipv6) {}
}
