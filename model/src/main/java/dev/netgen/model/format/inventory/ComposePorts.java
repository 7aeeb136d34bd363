package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.model.format.Fields;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports as Compose files write them (Compose specification, {@code ports} and {@code expose}).
 *
 * @param inner the container's port
 * @param outer the host's; empty where the engine chooses one
 * @param address the host's address it is published at; empty for all
 */
record ComposePorts(Port inner, Optional<Integer> outer, Optional<IpAddress> address) {
  private static final int MOST_OF_A_RANGE = 256;

  /** {@code [[ADDRESS:]OUTER:]INNER[/PROTOCOL]}; an IPv6 address may stand in brackets. */
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?:\\[?(?<host>[0-9a-fA-F.:]+?)]?:)?(?<outer>[0-9-]*):)?(?<inner>[0-9-]+)(?:/(?<protocol>[a-z]+))?");

  /** A variable with what stands for it by default. */
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:?-([^}]*)}");

  /**
   * The ports of one element of {@code ports}; IllegalArgumentException where it makes no sense.
   */
  static List<ComposePorts> of(JsonNode element, String where) {
    if (!element.isObject()) {
      return shortForm(withDefaults(element.asText()));
    }
    Fields fields = Fields.of(element, where);
    String protocol = fields.optionalText("protocol").orElse("tcp");
    String outer = withDefaults(fields.optionalText("published").orElse(""));
    String inner = withDefaults(fields.text("target"));
    Optional<String> host = fields.optionalText("host_ip").filter(t -> !t.isEmpty());
    return ports(host.map(IpAddress::parse), outer, inner, protocol);
  }

  private static List<ComposePorts> shortForm(String text) {
    Matcher form = SHORT.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("no port that is known");
    }
    String outer = form.group("outer");
    String protocol = form.group("protocol");
    return ports(
        Optional.ofNullable(form.group("host")).map(IpAddress::parse),
        outer == null ? "" : outer,
        form.group("inner"),
        protocol == null ? "tcp" : protocol);
  }

  private static List<ComposePorts> ports(
      Optional<IpAddress> address, String outer, String inner, String protocol) {
    int first = first(inner);
    int count = last(inner) - first + 1;
    boolean chosen = outer.isEmpty() || (count == 1 && last(outer) != first(outer));
    if (count < 1
        || count > MOST_OF_A_RANGE
        || (!chosen && last(outer) - first(outer) + 1 != count)) {
      throw new IllegalArgumentException("ranges of ports that differ, or are too long");
    }
    List<ComposePorts> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Port port = Port.parse((first + i) + "/" + protocol);
      Optional<Integer> shown = chosen ? Optional.empty() : Optional.of(first(outer) + i);
      ports.add(new ComposePorts(port, shown, address));
    }
    return ports;
  }

  private static int first(String range) {
    int dash = range.indexOf('-');
    return Port.parse((dash < 0 ? range : range.substring(0, dash)) + "/tcp").number();
  }

  private static int last(String range) {
    return Port.parse(range.substring(range.indexOf('-') + 1) + "/tcp").number();
  }

  /** A text in which variables stand for their defaults; others stay as they are. */
  static String withDefaults(String text) {
    return DEFAULT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
  }
}
