package dev.netgen.capture.firewall;

/**
 * Conversations the rules refused, or would have.
 *
 * @param from who sent: a service, or an address
 * @param to whom
 * @param port such as {@code 80/tcp}
 * @param packets how many
 */
public record Refused(String from, String to, String port, long packets)
    implements Comparable<Refused> {
  @Override
  public int compareTo(Refused other) {
    int order = from.compareTo(other.from);
    order = order == 0 ? to.compareTo(other.to) : order;
    order = order == 0 ? port.compareTo(other.port) : order;
    return order == 0 ? Long.compare(packets, other.packets) : order;
  }
}
