package dev.netgen.capture.host;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The ranges the kernel reaches directly through an interface, without a gateway: default routes,
 * link-local, loopback and multicast ranges and rejected ones are left out.
 */
public final class OnlinkRoutes {
  private OnlinkRoutes() {}

  /** The ranges of this interface now. */
  public static ImmutableSortedSet<Cidr> of(String device) {
    return of(KernelRoute.all(), device);
  }

  static ImmutableSortedSet<Cidr> of(Stream<KernelRoute> routes, String device) {
    return routes
        .filter(route -> route.device().equals(device) && route.onLink())
        .map(KernelRoute::range)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }
}
