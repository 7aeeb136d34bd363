package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads inventories in the platforms' own formats, recognised by content: {@code docker inspect}
 * and {@code docker network inspect} arrays, and {@code kubectl get ... -o json} lists.
 */
public final class InventoryReader {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT);

  private InventoryReader() {}

  /** The inventory in one file, true at every instant its entries do not limit themselves. */
  public static Inventory read(Path file) {
    return read(ImmutableList.of(file));
  }

  /** The inventory in several files that describe one world together, in any order. */
  public static Inventory read(ImmutableList<Path> files) {
    List<Snapshot> snapshots = new ArrayList<>();
    for (Path file : files) {
      snapshots.add(new Snapshot(Instant.EPOCH, Documents.json(file), file.toString()));
    }
    return read(snapshots);
  }

  /** The inventory of all snapshots of a recording, in the order of their times. */
  public static Inventory ofRecording(Path recording) {
    Path directory = recording.resolve("inventory");
    if (!Files.isDirectory(directory)) {
      return Inventory.empty();
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.filter(p -> p.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw ProblemException.input(
          "cannot be listed", directory.toString(), "check its permissions", e);
    }
    List<Snapshot> snapshots = new ArrayList<>();
    for (Path file : files) {
      snapshots.add(new Snapshot(stamp(file), Documents.json(file), file.toString()));
    }
    return read(snapshots);
  }

  /** The time in the name of a recording's snapshot. */
  private static Instant stamp(Path file) {
    String name = String.valueOf(file.getFileName());
    int dash = name.indexOf('-');
    try {
      return LocalDateTime.parse(dash < 0 ? name : name.substring(0, dash), STAMP)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw ProblemException.input(
          "snapshot without a time in its name",
          file.toString(),
          "name it like 20260131T235959.000000Z-kubernetes.json",
          e);
    }
  }

  private static Inventory read(List<Snapshot> snapshots) {
    DockerContainers containers = new DockerContainers();
    DockerNetworks networks = new DockerNetworks();
    KubernetesObjects objects = new KubernetesObjects();
    for (Snapshot snapshot : snapshots) {
      switch (kind(snapshot)) {
        case DOCKER_CONTAINERS -> containers.add(snapshot);
        case DOCKER_NETWORKS -> networks.add(snapshot);
        case KUBERNETES -> objects.add(snapshot);
      }
    }
    return networks
        .inventory(containers)
        .with(containers.inventory())
        .with(new KubernetesInventory(objects).inventory());
  }

  private enum Kind {
    DOCKER_CONTAINERS,
    DOCKER_NETWORKS,
    KUBERNETES
  }

  private static Kind kind(Snapshot snapshot) {
    JsonNode root = snapshot.root();
    if (root.isObject() && root.has("kind") && root.has("apiVersion")) {
      return Kind.KUBERNETES;
    }
    if (root.isArray()) {
      JsonNode first = root.path(0);
      if (first.has("IPAM") || first.has("Driver")) {
        return Kind.DOCKER_NETWORKS;
      }
      if (root.isEmpty() || first.has("NetworkSettings")) {
        return Kind.DOCKER_CONTAINERS;
      }
    }
    throw ProblemException.input(
        "JSON, but no inventory that is known",
        snapshot.name(),
        "give the output of docker inspect, docker network inspect or kubectl get ... -A -o json");
  }

  /**
   * One document of a recording's timeline.
   *
   * @param time when it was true; {@link Instant#MIN} when that is unknown
   * @param root the document
   * @param name for messages
   */
  record Snapshot(Instant time, JsonNode root, String name) {}
}
