package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A translated address and port during a half-open interval: a Service address, a node port, a
 * published Docker port.
 *
 * @param name what declares it, such as {@code service shop/backend}, for messages
 * @param address the address clients use; empty when any address of the host or node will do
 * @param port the port clients use
 * @param backends where connections may end; several workloads where a selector matches several
 * @param from first instant
 * @param until first instant at which it is no longer so; {@link Instant#MAX} when unknown
 */
public record Forward(
    String name,
    Optional<IpAddress> address,
    Port port,
    ImmutableSortedSet<Backend> backends,
    Instant from,
    Instant until)
    implements Comparable<Forward> {
  /** How the names of ports begin that a node gives to one pod of its own; the pod's follows. */
  public static final String HOST_PORT = "host port of ";

  private static final Comparator<Forward> ORDER =
      Comparator.comparing(Forward::port)
          .thenComparing(Forward::name)
          .thenComparing(f -> f.address().map(IpAddress::toString).orElse(""))
          .thenComparing(Forward::from)
          .thenComparing(Forward::until)
          .thenComparing(f -> f.backends().toString());

  /** A translation that holds at any time. */
  public static Forward always(
      String name, Optional<IpAddress> address, Port port, ImmutableSortedSet<Backend> backends) {
    return new Forward(name, address, port, backends, Instant.EPOCH, Instant.MAX);
  }

  /** The same during this interval. */
  public Forward during(Instant newFrom, Instant newUntil) {
    return new Forward(name, address, port, backends, newFrom, newUntil);
  }

  /** Whether it holds at any time. */
  public boolean isAlways() {
    return from.equals(Instant.EPOCH) && until.equals(Instant.MAX);
  }

  /** Whether the interval holds this instant. */
  public boolean holdsAt(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  @Override
  public int compareTo(Forward other) {
    return ORDER.compare(this, other);
  }
}
