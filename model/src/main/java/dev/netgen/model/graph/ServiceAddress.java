package dev.netgen.model.graph;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Comparator;
import java.util.Optional;

/**
 * The translated address and port that clients of a link called, such as a Service's: what an
 * enforcer sees that looks at packets in front of the translation. Kept in the link's evidence as
 * the fact {@link #FACT}, written {@code 10.96.0.10 53/udp}.
 *
 * @param address the address called
 * @param port the port called
 */
public record ServiceAddress(IpAddress address, Port port) implements Comparable<ServiceAddress> {
  /** The name of the fact. */
  public static final String FACT = "service.address";

  /**
   * The fact that not every conversation of the link shows the address that was called: how many do
   * not. It stands only beside {@link #FACT}.
   */
  public static final String UNSEEN = "service.address.unseen";

  private static final Comparator<ServiceAddress> ORDER =
      Comparator.comparing(ServiceAddress::address).thenComparing(ServiceAddress::port);

  /** Parses {@code address port/transport}; throws IllegalArgumentException otherwise. */
  public static ServiceAddress parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("not an address and a port like 10.96.0.10 53/udp");
    }
    return new ServiceAddress(
        IpAddress.parse(text.substring(0, space)), Port.parse(text.substring(space + 1)));
  }

  /** All that clients of this link were seen to call; texts that are none are passed over. */
  public static ImmutableSortedSet<ServiceAddress> of(GraphEvidence evidence, LinkKey link) {
    LinkEvidence known = evidence.links().get(link);
    return known == null ? ImmutableSortedSet.of() : of(known);
  }

  /** All that clients of this link called, where every conversation shows it; else empty. */
  public static ImmutableSortedSet<ServiceAddress> ofAll(GraphEvidence evidence, LinkKey link) {
    LinkEvidence known = evidence.links().get(link);
    return known == null || known.facts().containsKey(UNSEEN) ? ImmutableSortedSet.of() : of(known);
  }

  /** All that clients of the link with this evidence were seen to call. */
  public static ImmutableSortedSet<ServiceAddress> of(LinkEvidence link) {
    return link.facts().getOrDefault(FACT, ImmutableSortedSet.of()).stream()
        .flatMap(text -> told(text).stream())
        .collect(ImmutableSortedSet.toImmutableSortedSet(ServiceAddress::compareTo));
  }

  private static Optional<ServiceAddress> told(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceAddress that
        && address.equals(that.address)
        && port.equals(that.port);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + port.hashCode();
  }

  @Override
  public int compareTo(ServiceAddress other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return address + " " + port;
  }
}
