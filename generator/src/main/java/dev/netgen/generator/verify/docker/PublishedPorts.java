package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.generator.verify.docker.Deployment.Publication;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;

/**
 * Reads the section {@code ports} of a service: the short form {@code
 * [[address:]host:]container[/transport]}, ranges included, or the long form.
 */
final class PublishedPorts {
  private static final String ADDRESS_VARIABLE = "";

  private final String file;
  private final ImmutableList.Builder<Publication> found = ImmutableList.builder();

  private PublishedPorts(String file) {
    this.file = file;
  }

  /**
   * What the section publishes.
   *
   * @throws ProblemException of kind INPUT for a container's port that cannot be told
   */
  static ImmutableList<Publication> of(JsonNode section, String file) {
    PublishedPorts reading = new PublishedPorts(file);
    section.forEach(reading::add);
    return reading.found.build();
  }

  private void add(JsonNode node) {
    if (node.isNumber()) {
      throw ProblemException.input(
          "unquoted ports that YAML 1.1 reads as one number of base 60",
          file,
          "put each entry of ports in quotes");
    }
    if (node.isObject()) {
      ranges(
          node.path("host_ip").asText(),
          node.path("published").asText(),
          node.path("target").asText(),
          node.path("protocol").asText());
      return;
    }
    String text = node.asText();
    int slash = text.lastIndexOf('/');
    boolean named = slash > text.lastIndexOf('}') && slash > 0;
    String ports = named ? text.substring(0, slash) : text;
    int container = colon(ports);
    String rest = container < 0 ? "" : ports.substring(0, container);
    int host = colon(rest);
    ranges(
        host < 0 ? "" : rest.substring(0, host),
        host < 0 ? rest : rest.substring(host + 1),
        ports.substring(container + 1),
        named ? text.substring(slash + 1) : "");
  }

  /** The last colon that is within no variable and no bracket. */
  private static int colon(String text) {
    int depth = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      depth += c == '}' || c == ']' ? 1 : c == '{' || c == '[' ? -1 : 0;
      if (c == ':' && depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private void ranges(String address, String host, String container, String protocol) {
    try {
      Transport transport = protocol.isEmpty() ? Transport.TCP : Transport.parse(protocol);
      int[] inside = range(container);
      int[] outside = host.isEmpty() || host.contains("$") ? new int[] {0, 0} : range(host);
      boolean fixed = outside[0] > 0 && outside[1] - outside[0] == inside[1] - inside[0];
      for (int number = inside[0]; number <= inside[1]; number++) {
        found.add(
            new Publication(
                bound(address),
                fixed ? outside[0] + number - inside[0] : 0,
                new Port(number, transport)));
      }
    } catch (IllegalArgumentException e) {
      throw ProblemException.input(
          "published port that is no number and transport",
          file,
          "write the container's port as a number instead of a variable, like 8080:80/tcp",
          e);
    }
  }

  /** An address that a variable gives may be any. */
  private static String bound(String address) {
    String bare = address.replace("[", "").replace("]", "");
    return bare.contains("$") ? ADDRESS_VARIABLE : bare;
  }

  private static int[] range(String text) {
    String[] ends = text.split("-", 2);
    return new int[] {Port.parse(ends[0]).number(), Port.parse(ends[ends.length - 1]).number()};
  }
}
