package dev.netgen.generator.nftables;

import dev.netgen.model.net.Port;
import java.util.Optional;

/**
 * Something the rules allow.
 *
 * @param way between whom
 * @param service whose chain it is in
 * @param peer the other end
 * @param port the server's; empty for all
 * @param why one line: the link, or what else asks for it
 */
record Entry(Way way, String service, Peering peer, Optional<Port> port, String why) {
  /** From whom to whom, and whose chain that is: a service has one of each kind at most. */
  enum Way {
    /** From the peer, a service, to the service. */
    BETWEEN("to"),
    /** From the service to the outside. */
    OUT("out"),
    /** From the outside to the service. */
    IN("in"),
    /** From the service to the host. */
    TO_HOST("up"),
    /** From the host to the service. */
    FROM_HOST("down");

    private final String prefix;

    Way(String prefix) {
      this.prefix = prefix;
    }

    /** What the chain's name begins with. */
    String prefix() {
      return prefix;
    }
  }
}
