package dev.netgen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ranges that are in use around a host: its routes ({@code ip route}, also as JSON) and Docker
 * networks ({@code docker network inspect}). Default routes are none, nor are the networks that
 * netgen made for the same project before.
 */
final class TakenRanges {
  private static final int MAX_BYTES = 16 << 20;
  private static final String INVENTORY = "inventory";
  private static final ImmutableSet<String> KINDS =
      ImmutableSet.of("unreachable", "blackhole", "prohibit", "throw", "local", "unicast");

  /** Routes of networks that netgen made; of other projects docker network inspect tells. */
  private static final Pattern MADE = Pattern.compile(" dev ng-[0-9a-f]{12}( |$)");

  private final Set<Cidr> ranges = new TreeSet<>();
  private final List<String> own;

  TakenRanges(CommunicationGraph graph) {
    own =
        graph.peers().keySet().stream()
            .flatMap(id -> id.composeProject().stream())
            .distinct()
            .map(project -> project + "_netgen-")
            .toList();
  }

  Set<Cidr> ranges() {
    return ranges;
  }

  /** What a recording's inventory tells, where this is one. */
  void recording(Path input) {
    Path folder = input.resolve(INVENTORY);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        networks(Documents.json(file));
      }
    } catch (IOException e) {
      throw ProblemException.environment(
          "cannot be listed", folder.toString(), "check its permissions", e);
    }
  }

  /** A range, or a file of routes or networks. */
  void given(String text) {
    Optional<Cidr> range = range(text);
    if (range.isPresent()) {
      ranges.add(range.get());
      return;
    }
    Path file = Path.of(text);
    String content = Documents.text(file, MAX_BYTES);
    int before = ranges.size();
    if (content.stripLeading().startsWith("[")) {
      JsonNode list = Documents.json(file);
      networks(list);
      list.forEach(
          route -> route(route.path("dst").asText(""), " dev " + route.path("dev").asText("")));
    } else {
      content.lines().forEach(this::routeLine);
    }
    if (ranges.size() == before) {
      throw ProblemException.input(
          "holds no route and no Docker network",
          text,
          "give a range, or the output of ip route, ip -json route or docker network inspect");
    }
  }

  /** A destination, behind the kind of a route that has one (ip-route(8)). */
  private void routeLine(String line) {
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+", 3)));
    if (words.size() > 1 && KINDS.contains(words.get(0))) {
      words.remove(0);
    }
    route(words.get(0), line);
  }

  private void route(String destination, String line) {
    if (MADE.matcher(line).find()) {
      return;
    }
    if (destination.indexOf('/') < 0) {
      address(destination).ifPresent(address -> ranges.add(Cidr.of(address)));
    } else {
      range(destination).filter(range -> range.prefix() > 0).ifPresent(ranges::add);
    }
  }

  private void networks(JsonNode list) {
    for (JsonNode network : list) {
      String name = network.path("Name").asText("");
      if (own.stream().noneMatch(name::startsWith)) {
        for (JsonNode config : network.path("IPAM").path("Config")) {
          range(config.path("Subnet").asText("")).ifPresent(ranges::add);
        }
      }
    }
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
