package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.netgen.model.inventory.Inventory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Inventories as a person names them: files, each of a cluster that has a name or of none.
 *
 * @param byCluster the files by cluster; empty text for those of none
 */
public record InventoryFiles(ImmutableListMultimap<String, Path> byCluster) {

  /** No inventory. */
  public static InventoryFiles none() {
    return new InventoryFiles(ImmutableListMultimap.of());
  }

  /** Files of no cluster that has a name. */
  public static InventoryFiles of(Collection<Path> files) {
    return new InventoryFiles(
        ImmutableListMultimap.<String, Path>builder().putAll("", files).build());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return byCluster.isEmpty();
  }

  /** All of them. */
  public ImmutableList<Path> files() {
    return byCluster.values().asList();
  }

  /** What all of them tell together. */
  public Inventory read() {
    return readFor("");
  }

  /**
   * What those tell that apply to a recording of this cluster: the ones of that name and of none;
   * all where it has no name.
   */
  public Inventory readFor(String cluster) {
    List<Inventory> parts = new ArrayList<>();
    byCluster
        .asMap()
        .forEach(
            (name, files) -> {
              if (cluster.isEmpty() || name.isEmpty() || name.equals(cluster)) {
                parts.add(InventoryReader.read(distinct(files), name));
              }
            });
    return parts.stream().reduce(Inventory.empty(), Inventory::with);
  }

  /** Each file once, in an order that does not depend on the order given. */
  private static ImmutableList<Path> distinct(Collection<Path> files) {
    TreeMap<String, Path> byName = new TreeMap<>();
    for (Path file : files) {
      byName.putIfAbsent(file.toAbsolutePath().normalize().toString(), file);
    }
    return ImmutableList.copyOf(byName.values());
  }
}
