package dev.netgen.capture.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.Cidr;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The private ranges that are in use around this host: its routes, as {@code ip -json route}
 * (iproute2) prints them, of those only destination and interface, and the subnets of an engine's
 * networks, which have the field {@code network} besides. Public ranges are left out, as no subnet
 * is chosen among them.
 */
public final class RouteList {
  /** What a list holds at most; further ranges are left out. */
  public static final int MOST = 4096;

  private static final ImmutableList<Cidr> PRIVATE =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
          .map(Cidr::parse)
          .collect(ImmutableList.toImmutableList());

  /**
   * A range in use.
   *
   * @param range the range
   * @param device the interface it is reached through; empty where none is known
   * @param network the engine's name of the network it is; empty for a mere route
   */
  public record Entry(Cidr range, String device, String network) implements Comparable<Entry> {
    private static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::range)
            .thenComparing(Entry::device)
            .thenComparing(Entry::network);

    @Override
    public int compareTo(Entry other) {
      return ORDER.compare(this, other);
    }
  }

  private RouteList() {}

  /** The list, sorted. A network's own route is not told a second time. */
  public static JsonNode json(Collection<Entry> networks) {
    return json(KernelRoute.all(), networks);
  }

  static JsonNode json(Stream<KernelRoute> routes, Collection<Entry> networks) {
    TreeSet<Entry> entries = new TreeSet<>();
    networks.stream().filter(each -> isPrivate(each.range())).forEach(entries::add);
    routes
        .filter(route -> !route.own() && isPrivate(route.range()))
        .map(route -> new Entry(route.range(), route.rejects() ? "" : route.device(), ""))
        .filter(route -> networks.stream().noneMatch(network -> isOf(network, route)))
        .forEach(entries::add);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Entry entry : entries) {
      if (list.size() < MOST) {
        ObjectNode node = list.addObject();
        node.put("dst", entry.range().toString()).put("dev", entry.device());
        if (!entry.network().isEmpty()) {
          node.put("network", entry.network());
        }
      }
    }
    return list;
  }

  private static boolean isOf(Entry network, Entry route) {
    return network.range().equals(route.range()) && network.device().equals(route.device());
  }

  private static boolean isPrivate(Cidr range) {
    return PRIVATE.stream().anyMatch(each -> each.contains(range) || range.contains(each));
  }
}
