package dev.netgen.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --inventory [NAME=]FILE} names.
 *
 * @param cluster the Kubernetes cluster's name; empty where it has none
 * @param file the file
 */
record InventoryArgument(String cluster, Path file) {
  private static final Pattern NAMED =
      Pattern.compile("([a-z0-9](?:[-a-z0-9_]{0,61}[a-z0-9])?)=(.+)", Pattern.DOTALL);

  /** A file that exists is meant as a whole, whatever its name. */
  static InventoryArgument parse(String text) {
    Matcher named = NAMED.matcher(text);
    Path whole = Path.of(text);
    return named.matches() && !Files.exists(whole)
        ? new InventoryArgument(named.group(1), Path.of(named.group(2)))
        : new InventoryArgument("", whole);
  }
}
