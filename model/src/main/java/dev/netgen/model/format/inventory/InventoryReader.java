package dev.netgen.model.format.inventory;

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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads inventories in the platforms' own formats, recognised by content ({@link
 * InventoryFormats}). Files are read as a stream, so that they may be larger than memory.
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
    return read(files, "");
  }

  /**
   * The same of a Kubernetes cluster that has a name, since there are several; what Kubernetes
   * calls its own has that name in front.
   *
   * @param cluster the cluster's name; empty for none
   */
  public static Inventory read(ImmutableList<Path> files, String cluster) {
    Reading reading = new Reading();
    for (Path file : files) {
      reading.read(file, new Source(file.toString(), Optional.empty(), cluster, "", ""));
    }
    return reading.inventory();
  }

  /** The inventory of all snapshots of a recording, in the order of their times. */
  public static Inventory ofRecording(Path recording) {
    return ofRecording(recording, "", "");
  }

  /**
   * The same of a Kubernetes cluster that has a name, recorded on a host that has one.
   *
   * @param cluster the cluster's name; empty for none
   * @param host the host's name; empty where unknown
   */
  public static Inventory ofRecording(Path recording, String cluster, String host) {
    Reading reading = new Reading();
    for (Path file : snapshots(recording.resolve("inventory"))) {
      String name = String.valueOf(file.getFileName());
      String kind = name.substring(name.indexOf('-') + 1, name.length() - ".json".length());
      reading.read(
          file, new Source(file.toString(), Optional.of(stamp(file)), cluster, kind, host));
    }
    return reading.inventory();
  }

  private static List<Path> snapshots(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(p -> p.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw ProblemException.input(
          "cannot be listed", directory.toString(), "check its permissions", e);
    }
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
}
