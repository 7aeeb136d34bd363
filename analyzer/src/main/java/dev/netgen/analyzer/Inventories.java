package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.format.inventory.InventoryFile;
import dev.netgen.model.format.inventory.InventoryReader;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.recording.RecordingManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which inventory applies to which input. A recording's own applies to it alone. One that is given
 * besides applies to all inputs; one that is given for a cluster, as {@code NAME=FILE}, to the
 * recordings of that cluster and to inputs that name none.
 */
final class Inventories {
  private final TreeMap<String, Inventory> byCluster = new TreeMap<>();
  private final Map<String, Inventory> together = new HashMap<>();

  /** Reads these files. */
  Inventories(List<Path> files) {
    TreeMap<String, ImmutableList.Builder<Path>> sorted = new TreeMap<>();
    for (Path argument : files) {
      InventoryFile named = InventoryFile.parse(argument);
      sorted.computeIfAbsent(named.cluster(), absent -> ImmutableList.builder()).add(named.file());
    }
    sorted.forEach(
        (cluster, paths) -> byCluster.put(cluster, InventoryReader.read(paths.build(), cluster)));
  }

  /** All that applies to a recording, or to the plain captures. */
  Inventory of(Optional<Path> recording) {
    if (recording.isEmpty()) {
      return given("");
    }
    Path manifest = recording.get().resolve(RecordingYaml.FILE_NAME);
    if (!Files.exists(manifest)) { // a recording that ended before it could be written
      return InventoryReader.ofRecording(recording.get()).with(given(""));
    }
    RecordingManifest read = RecordingYaml.read(manifest);
    String cluster = read.cluster();
    return InventoryReader.ofRecording(recording.get(), cluster, read.host()).with(given(cluster));
  }

  private Inventory given(String cluster) {
    Inventory known = together.get(cluster);
    if (known == null) {
      known = Inventory.empty();
      for (Map.Entry<String, Inventory> each : byCluster.entrySet()) {
        boolean applies =
            cluster.isEmpty() || each.getKey().isEmpty() || each.getKey().equals(cluster);
        known = applies ? known.with(each.getValue()) : known;
      }
      together.put(cluster, known);
    }
    return known;
  }
}
