package dev.netgen.capture.host;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The interfaces of this network namespace, and the host's name. */
public final class Interfaces {
  private static final int HEADER_LINES = 2;

  private Interfaces() {}

  /** Names as {@code /proc/net/dev} lists them: also those without an address. */
  public static ImmutableSortedSet<String> names() throws IOException {
    return names(Files.readAllLines(Path.of("/proc/net/dev")));
  }

  static ImmutableSortedSet<String> names(List<String> lines) {
    return lines.stream()
        .skip(HEADER_LINES)
        .filter(line -> line.lastIndexOf(':') > 0)
        .map(line -> line.substring(0, line.lastIndexOf(':')).strip())
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** ProblemException where one of these does not exist, or none can be listed. */
  public static void requireKnown(Collection<String> devices) {
    ImmutableSortedSet<String> known = known();
    for (String device : devices) {
      if (!known.contains(device)) {
        throw ProblemException.usage(
            "no such interface in this network namespace",
            device,
            "there are: " + String.join(", ", known) + ", any");
      }
    }
  }

  private static ImmutableSortedSet<String> known() {
    try {
      return names();
    } catch (IOException e) {
      throw ProblemException.environment(
          "the interfaces cannot be listed", "/proc/net/dev", "capturing needs Linux", e);
    }
  }

  /** The host's name, or {@code unknown}. */
  public static String hostName() {
    return firstLine(Path.of("/proc/sys/kernel/hostname"));
  }

  /** The first line of a small kernel file, or {@code unknown}. */
  static String firstLine(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() || lines.get(0).isBlank() ? "unknown" : lines.get(0).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
