package dev.netgen.capture.host;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Processes in this network namespace, as far as this user may see them (proc(5)). */
public final class Processes {
  private static final Path PROC = Path.of("/proc");

  private Processes() {}

  /** The arguments of every process of this name that shares our network namespace. */
  public static ImmutableList<ImmutableList<String>> argumentsOf(String name) {
    Optional<Path> here = namespace(PROC.resolve("self"));
    ImmutableList.Builder<ImmutableList<String>> found = ImmutableList.builder();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (Interfaces.firstLine(process.resolve("comm")).equals(name)
            && here.isPresent()
            && here.equals(namespace(process))) {
          found.add(arguments(process));
        }
      }
    } catch (IOException e) {
      return ImmutableList.of();
    }
    return found.build();
  }

  private static Optional<Path> namespace(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("ns/net")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ImmutableList<String> arguments(Path process) {
    try {
      byte[] line = Files.readAllBytes(process.resolve("cmdline"));
      List<String> parts =
          Splitter.on('\0')
              .omitEmptyStrings()
              .splitToList(new String(line, StandardCharsets.UTF_8));
      return ImmutableList.copyOf(parts);
    } catch (IOException e) {
      return ImmutableList.of();
    }
  }

  /** One setting of the kernel in this namespace: {@code unknown} where it cannot be read. */
  public static String setting(String path) {
    return Interfaces.firstLine(Path.of("/proc/sys").resolve(path));
  }

  /** The lines of a list that the kernel keeps below {@code /proc}; none where unreadable. */
  public static ImmutableList<String> lines(String path) {
    try {
      return ImmutableList.copyOf(Files.readAllLines(PROC.resolve(path)));
    } catch (IOException e) {
      return ImmutableList.of();
    }
  }
}
