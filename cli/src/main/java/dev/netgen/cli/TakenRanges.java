package dev.netgen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.model.format.Documents;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ranges that are in use around a host: its routes ({@code ip route}, also as JSON), its addresses
 * ({@code ip -json address}) and Docker networks ({@code docker network inspect}), in files or in
 * the inventory of a recording. Default routes are none, nor are ranges wider than any private one,
 * which are parts of such (0.0.0.0/1 and 128.0.0.0/1), nor the networks that netgen made for the
 * same project before.
 */
final class TakenRanges {
  private static final int MAX_BYTES = 16 << 20;
  private static final String INVENTORY = "inventory";

  /** 10.0.0.0/8 and fc00::/7. */
  private static final int WIDEST_V4 = 8;

  private static final int WIDEST_V6 = 7;
  private static final ImmutableSet<String> KINDS =
      ImmutableSet.of("unreachable", "blackhole", "prohibit", "throw", "local", "unicast");

  /** Interfaces of networks that netgen made; whose they are docker network inspect tells. */
  private static final Pattern MADE = Pattern.compile("ng-[0-9a-f]{12}");

  private static final Pattern DEVICE = Pattern.compile(" dev (\\S+)");

  private final Map<Cidr, String> ranges = new TreeMap<>();
  private final List<String> own;

  TakenRanges(CommunicationGraph graph) {
    own =
        graph.peers().keySet().stream()
            .flatMap(id -> id.composeProject().stream())
            .distinct()
            .map(project -> project + "_netgen-")
            .toList();
  }

  /** Each range with what it is and where that is told. */
  ImmutableSortedMap<Cidr, String> ranges() {
    return ImmutableSortedMap.copyOf(ranges);
  }

  /** What a recording's inventory tells, where this is one. */
  void recording(Path input) {
    Path folder = input.resolve(INVENTORY);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        items(Documents.json(file), input.toString());
      }
    } catch (IOException e) {
      throw ProblemException.environment(
          "cannot be listed", folder.toString(), "check its permissions", e);
    }
  }

  /** A range, a file of routes or networks, or a recording. */
  void given(String text) {
    Optional<Cidr> range = range(text);
    if (range.isPresent()) {
      ranges.put(range.get(), "--avoid");
      return;
    }
    Path file = Path.of(text);
    if (Files.isDirectory(file.resolve(INVENTORY))) {
      recording(file);
      return;
    }
    int before = ranges.size();
    String content = Documents.text(file, MAX_BYTES);
    if (content.stripLeading().startsWith("[")) {
      items(Documents.json(file), text);
    } else {
      content.lines().forEach(line -> routeLine(line, text));
    }
    if (ranges.size() == before) {
      throw ProblemException.input(
          "holds no route and no Docker network",
          text,
          "give a range, a recording, or the output of ip route, ip -json route or docker network"
              + " inspect");
    }
  }

  private void items(JsonNode list, String where) {
    for (JsonNode item : list) {
      network(item, where);
      addresses(item, where);
      String device = item.path("dev").asText("");
      String network = item.path("network").asText("");
      if (network.isEmpty()) {
        route(item.path("dst").asText(""), device, where);
      } else if (!isOwn(network)) {
        range(item.path("dst").asText("")).ifPresent(range -> put(range, network, where));
      }
    }
  }

  /** A destination, behind the kind of a route that has one (ip-route(8)). */
  private void routeLine(String line, String where) {
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+", 3)));
    if (words.size() > 1 && KINDS.contains(words.get(0))) {
      words.remove(0);
    }
    var device = DEVICE.matcher(line);
    route(words.get(0), device.find() ? device.group(1) : "", where);
  }

  private void route(String destination, String device, String where) {
    if (MADE.matcher(device).matches()) {
      return;
    }
    String from = "a route" + (device.isEmpty() ? "" : " through " + device) + ", " + where;
    if (destination.indexOf('/') < 0) {
      address(destination).ifPresent(address -> ranges.putIfAbsent(Cidr.of(address), from));
    } else {
      range(destination)
          .filter(range -> range.prefix() >= (range.base().v6() ? WIDEST_V6 : WIDEST_V4))
          .ifPresent(range -> ranges.putIfAbsent(range, from));
    }
  }

  /** What the host reaches directly, by its own addresses there. */
  private void addresses(JsonNode item, String where) {
    String device = item.path("ifname").asText("");
    for (JsonNode info : item.path("addr_info")) {
      String local = info.path("local").asText("");
      Optional<IpAddress> address = address(local);
      if (address.isPresent() && !address.get().isLoopback() && !address.get().isLinkLocal()) {
        route(local + "/" + info.path("prefixlen").asInt(address.get().bits()), device, where);
      }
    }
  }

  private void network(JsonNode network, String where) {
    String name = network.path("Name").asText("");
    if (!isOwn(name)) {
      for (JsonNode config : network.path("IPAM").path("Config")) {
        range(config.path("Subnet").asText("")).ifPresent(range -> put(range, name, where));
      }
    }
  }

  private boolean isOwn(String network) {
    return own.stream().anyMatch(network::startsWith);
  }

  /** A network's name tells more than its route. */
  private void put(Cidr range, String network, String where) {
    ranges.put(range, "the Docker network " + network + ", " + where);
  }

  private static Optional<Cidr> range(String text) {
    try {
      return Optional.of(Cidr.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<IpAddress> address(String text) {
    try {
      return Optional.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
