package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import java.util.TreeSet;

/**
 * What a capture needs to know of a network.
 *
 * @param id its id
 * @param name its name
 * @param driver its driver; only {@code bridge} can be recorded from the host
 * @param bridge the interface of its bridge, or empty
 * @param ranges its subnets
 */
public record DockerNetwork(
    String id, String name, String driver, String bridge, ImmutableSortedSet<Cidr> ranges) {
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
  private static final int ID_LENGTH = 12;

  /** From {@code docker network inspect}. */
  public static DockerNetwork of(JsonNode network) {
    String id = network.path("Id").asText();
    String driver = network.path("Driver").asText();
    String named = network.path("Options").path(BRIDGE_NAME).asText();
    String derived = "br-" + id.substring(0, Math.min(ID_LENGTH, id.length()));
    String bridge = !driver.equals("bridge") ? "" : named.isEmpty() ? derived : named;
    return new DockerNetwork(id, network.path("Name").asText(), driver, bridge, ranges(network));
  }

  private static ImmutableSortedSet<Cidr> ranges(JsonNode network) {
    TreeSet<Cidr> ranges = new TreeSet<>();
    for (JsonNode config : network.path("IPAM").path("Config")) {
      try {
        ranges.add(Cidr.parse(config.path("Subnet").asText()));
      } catch (IllegalArgumentException e) {
        // a network without a subnet of its own
      }
    }
    return ImmutableSortedSet.copyOf(ranges);
  }

  /** Whether it has a bridge to record at all: host and none have nothing, others no bridge. */
  boolean isNothing() {
    return driver.equals("host") || driver.equals("null") || driver.isEmpty();
  }
}
