package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of a dockerd on this machine, from its command line and its configuration file; the API
 * does not tell them.
 */
final class DaemonSettings {
  private static final String CONFIG_FILE = "config-file";
  private static final String DEFAULT_FILE = "/etc/docker/daemon.json";

  private final ImmutableList<String> arguments;
  private final JsonNode file;

  private DaemonSettings(ImmutableList<String> arguments, JsonNode file) {
    this.arguments = arguments;
    this.file = file;
  }

  /** Of the daemon with this command line. */
  static DaemonSettings of(ImmutableList<String> commandLine) {
    DaemonSettings given = new DaemonSettings(commandLine, MissingNode.getInstance());
    Path path = Path.of(given.argument(CONFIG_FILE).orElse(DEFAULT_FILE));
    return new DaemonSettings(commandLine, read(path));
  }

  static DaemonSettings of(ImmutableList<String> commandLine, JsonNode file) {
    return new DaemonSettings(commandLine, file);
  }

  private static JsonNode read(Path path) {
    try {
      return Files.exists(path)
          ? JsonMapper.builder().build().readTree(Files.readAllBytes(path))
          : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** {@code --name}, {@code --name=value} or {@code --name value}; flags stand for true. */
  private Optional<String> argument(String name) {
    String flag = "--" + name;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(flag + "=")) {
        return Optional.of(argument.substring(flag.length() + 1));
      }
      if (argument.equals(flag)) {
        boolean valueFollows = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-");
        return Optional.of(valueFollows ? arguments.get(i + 1) : "true");
      }
    }
    return Optional.empty();
  }

  /** A switch that is on or off: as set, or the daemon's default. */
  boolean isOn(String name, boolean otherwise) {
    return argument(name)
        .map(value -> !value.equalsIgnoreCase("false") && !value.equals("0"))
        .orElse(file.path(name).asBoolean(otherwise));
  }
}
