package dev.netgen.model.format.inventory;

import dev.netgen.model.format.ClusterName;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An inventory as people name it, {@code [NAME=]FILE}.
 *
 * @param cluster the Kubernetes cluster's name; empty where it has none
 * @param file the file
 */
public record InventoryFile(String cluster, Path file) {

  /** A file that is really called so is meant as a whole. */
  public static InventoryFile parse(Path argument) {
    String text = argument.toString();
    int equals = text.indexOf('=');
    String name = equals < 1 ? "" : text.substring(0, equals);
    return ClusterName.isOne(name) && !Files.exists(argument)
        ? new InventoryFile(name, Path.of(text.substring(equals + 1)))
        : new InventoryFile("", argument);
  }
}
