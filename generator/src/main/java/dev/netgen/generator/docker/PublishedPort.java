package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a service's {@code ports}: short form {@code [[address:]host:]container[/transport]}
 * with ranges, or the long form (Compose specification, "ports").
 *
 * @param entry as it stands in the file
 * @param first the container's first port
 * @param last the container's last port
 * @param host what the short form has in front of the container's ports, with its colon
 */
record PublishedPort(YamlTree entry, Port first, Port last, String host) {
  private static final Pattern SHORT =
      Pattern.compile(
          "(?<host>.*:)?(?<from>[0-9]{1,5})(-(?<to>[0-9]{1,5}))?(/(?<over>[a-zA-Z]+))?");

  /** What YAML 1.1 takes for one number to the base of 60. */
  private static final Pattern SIXTIES = Pattern.compile("[1-9][0-9_]*(:[0-5]?[0-9])+");

  private static final Pattern HOST_RANGE =
      Pattern.compile("(?<address>.*:)?(?<from>[0-9]{1,5})-(?<to>[0-9]{1,5}):");

  /** In front of the container's ports, where no address of the host is given. */
  private static final Pattern OPEN = Pattern.compile("(0\\.0\\.0\\.0:)?[0-9]{1,5}(-[0-9]{1,5})?:");

  /** What the short form can say. */
  private static final ImmutableSet<String> BRIEF =
      ImmutableSet.of("target", "published", "protocol", "mode", "host_ip");

  /** Reads one; throws IllegalArgumentException that says what is wrong. */
  static PublishedPort of(YamlTree entry) {
    if (entry instanceof Mapping mapping) {
      String over = mapping.get("protocol") instanceof Scalar word ? word.text() : "tcp";
      Port port =
          mapping.get("target") instanceof Scalar target
              ? port(target.text(), over)
              : port("", over);
      return new PublishedPort(entry, port, port, "");
    }
    String text = entry instanceof Scalar scalar ? scalar.text() : "";
    if (entry instanceof Scalar scalar && scalar.plain() && SIXTIES.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is one number in YAML 1.1: put it in quotes");
    }
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" names no container port as a number, like 8080:80/tcp");
    }
    String over = matcher.group("over") == null ? "tcp" : matcher.group("over");
    String to = matcher.group("to") == null ? matcher.group("from") : matcher.group("to");
    String host = matcher.group("host") == null ? "" : matcher.group("host");
    PublishedPort read =
        new PublishedPort(entry, port(matcher.group("from"), over), port(to, over), host);
    if (read.last().number() < read.first().number()) {
      throw new IllegalArgumentException("range \"" + text + "\" is backwards");
    }
    return read;
  }

  private static Port port(String number, String over) {
    try {
      return new Port(
          Integer.parseInt(number), Transport.parse(over.toLowerCase(java.util.Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + number + "/" + over + "\" is no port and transport like 80/tcp", e);
    }
  }

  /** Whether this publishes the port. */
  boolean holds(Port port) {
    return port.transport() == first.transport()
        && port.number() >= first.number()
        && port.number() <= last.number();
  }

  /** The entries that publish of this what is used, and no more. */
  ImmutableList<YamlTree> limitedTo(Collection<Port> used) {
    List<Port> mine = used.stream().filter(this::holds).sorted().distinct().toList();
    if (mine.isEmpty()) {
      return ImmutableList.of();
    }
    if (mine.size() == last.number() - first.number() + 1) {
      return ImmutableList.of(entry);
    }
    Matcher range = HOST_RANGE.matcher(host);
    boolean parallel =
        range.matches()
            && Integer.parseInt(range.group("to")) - Integer.parseInt(range.group("from"))
                == last.number() - first.number();
    if (!parallel && !host.isEmpty() && !host.endsWith("::")) {
      return ImmutableList.of(entry);
    }
    return mine.stream()
        .map(port -> new Scalar(before(range, parallel, port) + port, false))
        .collect(ImmutableList.toImmutableList());
  }

  private String before(Matcher range, boolean parallel, Port port) {
    if (!parallel) {
      return host;
    }
    String address = range.group("address") == null ? "" : range.group("address");
    int offset = port.number() - first.number();
    return address + (Integer.parseInt(range.group("from")) + offset) + ":";
  }

  /** Whether it is bound to no address of the host, as far as it tells. */
  boolean isOpen() {
    return entry instanceof Mapping mapping
        ? mapping.get("host_ip") == null
        : host.isEmpty() || OPEN.matcher(host).matches();
  }

  /** Whether all of it that was used was used by the host alone. */
  boolean isForHostAlone(PortUse used) {
    return used.ports().stream().filter(this::holds).allMatch(used::byHostAlone);
  }

  private static String literal(String address) {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }

  /** What the long form says in the short one; empty where it says more. */
  private static Optional<String> brief(Mapping mapping) {
    if (!BRIEF.containsAll(mapping.entries().keySet())) {
      return Optional.empty();
    }
    String published = text(mapping, "published");
    String over = text(mapping, "protocol");
    return Optional.of(
        published + ":" + text(mapping, "target") + (over.isEmpty() ? "" : "/" + over));
  }

  private static String text(Mapping mapping, String key) {
    return mapping.get(key) instanceof Scalar scalar ? scalar.text() : "";
  }

  /**
   * As docker-compose 1.29 reads it, whose long form has no {@code host_ip} and takes no string for
   * {@code published}.
   */
  static YamlTree olden(YamlTree entry) {
    if (!(entry instanceof Mapping mapping)) {
      return entry;
    }
    String address = text(mapping, "host_ip");
    boolean number =
        mapping.get("published") instanceof Scalar published
            ? published.plain() && published.text().matches("[0-9]+")
            : mapping.get("published") == null;
    if (address.isEmpty() && number) {
      return entry;
    }
    return brief(mapping)
        .map(rest -> address.isEmpty() ? rest : literal(address) + ":" + rest)
        .map(text -> (YamlTree) new Scalar(text, false))
        .orElse(entry);
  }

  /** What it publishes, in a few words. */
  String words() {
    return first.equals(last) ? first.toString() : first.number() + "-" + last;
  }
}
