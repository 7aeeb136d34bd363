package dev.netgen.analyzer.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.accuracy.Label.Protection;
import dev.netgen.analyzer.accuracy.Label.Trust;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The project's own recordings of real traffic, with the truth that people wrote from the programs
 * that made it. A scenario's truth names addresses; a sample's names workloads, of which the ports
 * are used: no port of a server there is ever a client's.
 */
final class OwnSuite {
  static final String NAME = "project";
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final String TRUTH = "truth.yaml";

  private OwnSuite() {}

  /** All recordings with their labels, sorted by name. */
  static ImmutableList<LabelledCapture> read() throws IOException {
    ImmutableList.Builder<LabelledCapture> all = ImmutableList.builder();
    for (Path scenario : holding(SAMPLES.resolve("scenarios"), TRUTH)) {
      all.add(capture(scenario, "scenarios/" + scenario.getFileName(), "recording", TRUTH, true));
    }
    Path shop = SAMPLES.resolve("shop");
    all.add(capture(shop, "shop", "recording", TRUTH, false));
    all.add(capture(shop, "shop-next", "recording-next", "truth-next.yaml", false));
    Path kubernetes = SAMPLES.resolve("shop-kubernetes");
    all.add(capture(kubernetes, "shop-kubernetes", "recording", TRUTH, false));
    return all.build();
  }

  private static List<Path> holding(Path folder, String file) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> Files.exists(entry.resolve(file))).sorted().toList();
    }
  }

  private static LabelledCapture capture(
      Path folder, String name, String recording, String truth, boolean scenario)
      throws IOException {
    Path directory = folder.resolve(recording);
    boolean single = Files.exists(directory.resolve("recording.yaml"));
    List<Path> inputs = single ? List.of(directory) : holding(directory, "recording.yaml");
    JsonNode links = new YAMLMapper().readTree(folder.resolve(truth).toFile()).path("links");
    Set<Label> labels = new LinkedHashSet<>();
    for (JsonNode link : links) {
      labels.add(scenario ? addresses(name, link) : ports(name, link));
    }
    return new LabelledCapture(
        NAME, name, ImmutableList.copyOf(inputs), ImmutableList.copyOf(labels));
  }

  private static Label addresses(String capture, JsonNode link) {
    return new Label(
        capture,
        protocol(link.path("transport").asText()),
        IpAddress.parse(link.path("client").asText()),
        Label.ANY,
        IpAddress.parse(link.path("server").asText()),
        link.path("port").asInt(),
        protection(link),
        link.path("speaks").size() == 1 ? link.path("speaks").get(0).asText() : "scenarios",
        Trust.YES);
  }

  private static Label ports(String capture, JsonNode link) {
    List<String> port = Splitter.on('/').splitToList(link.path("port").asText());
    return new Label(
        capture,
        protocol(port.get(1)),
        null,
        Label.ANY,
        null,
        Integer.parseInt(port.get(0)),
        protection(link),
        "samples",
        Trust.YES);
  }

  private static Optional<Protection> protection(JsonNode link) {
    return switch (link.path("encryption").asText()) {
      case "plaintext" -> Optional.of(Protection.CLEARTEXT);
      case "encrypted", "upgraded" -> Optional.of(Protection.ENCRYPTED);
      default -> Optional.empty(); // health checks, on a port where others speak
    };
  }

  private static int protocol(String transport) {
    return transport.equals("tcp") ? Headers.TCP : Headers.UDP;
  }

  /** The packet files of recordings, or the files themselves, sorted. */
  static ImmutableList<Path> files(List<Path> inputs) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        try (Stream<Path> entries = Files.list(input.resolve("packets"))) {
          entries.sorted().forEach(files::add);
        }
      } else {
        files.add(input);
      }
    }
    return ImmutableList.copyOf(files);
  }
}
