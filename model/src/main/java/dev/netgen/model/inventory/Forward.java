package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Comparator;
import java.util.Optional;

/**
 * A translated address and port: a Service address, a node port, a published Docker port.
 *
 * @param name what declares it, such as {@code service shop/backend}, for messages
 * @param address the address clients use; empty when any address of the host or node will do
 * @param port the port clients use
 * @param backends where connections may end; several workloads where a selector matches several
 */
public record Forward(
    String name, Optional<IpAddress> address, Port port, ImmutableSortedSet<Backend> backends)
    implements Comparable<Forward> {
  private static final Comparator<Forward> ORDER =
      Comparator.comparing(Forward::port)
          .thenComparing(Forward::name)
          .thenComparing(f -> f.address().map(IpAddress::toString).orElse(""))
          .thenComparing(f -> f.backends().toString());

  @Override
  public int compareTo(Forward other) {
    return ORDER.compare(this, other);
  }
}
