package dev.netgen.model.inventory;

import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Comparator;

/**
 * An address in packets that is no workload's, as far as the inventory tells; ordered by traffic,
 * most first.
 *
 * @param address the address
 * @param reason what it likely is, or why nobody is known for it
 * @param resolved whether it has a name in the graph all the same, such as a node's
 * @param flows conversations with it at one end
 * @param packets their packets, of the capture point that saw most
 * @param bytes their transport payload, of the same
 * @param first time of their first packet
 * @param last time of their last packet
 */
public record Unowned(
    IpAddress address,
    String reason,
    boolean resolved,
    long flows,
    long packets,
    long bytes,
    Instant first,
    Instant last)
    implements Comparable<Unowned> {
  private static final Comparator<Unowned> ORDER =
      Comparator.comparingLong(Unowned::packets)
          .thenComparingLong(Unowned::bytes)
          .thenComparingLong(Unowned::flows)
          .reversed()
          .thenComparing(Unowned::address)
          .thenComparing(Unowned::reason)
          .thenComparing(Unowned::first)
          .thenComparing(Unowned::last)
          .thenComparing(Unowned::resolved);

  @Override
  public int compareTo(Unowned other) {
    return ORDER.compare(this, other);
  }
}
