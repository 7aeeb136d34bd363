package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a published port is bound: an address of the host, or none for all of them, and a port, or
 * none where the engine chooses one (Compose specification, "ports").
 *
 * @param port the entry
 * @param address as it stands there, without brackets; empty for all addresses
 * @param outer the host's port, or a range, or empty
 */
record PortBinding(PublishedPort port, String address, String outer) {
  private static final String HOST_IP = "host_ip";
  private static final String ALL = "0.0.0.0";
  private static final Pattern HOST =
      Pattern.compile("(?:(?<address>.*):)?(?<outer>[0-9]*(?:-[0-9]+)?):");

  /** Of an entry; empty where it says more than addresses and numbers. */
  static Optional<PortBinding> of(PublishedPort port) {
    if (port.entry() instanceof Mapping mapping) {
      String address = text(mapping, HOST_IP);
      return Optional.of(new PortBinding(port, specific(address), text(mapping, "published")));
    }
    if (port.host().isEmpty()) {
      return Optional.of(new PortBinding(port, "", ""));
    }
    Matcher matcher = HOST.matcher(port.host());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String address = matcher.group("address") == null ? "" : matcher.group("address");
    return Optional.of(new PortBinding(port, specific(bare(address)), matcher.group("outer")));
  }

  private static String text(Mapping mapping, String key) {
    return mapping.get(key) instanceof Scalar scalar ? scalar.text() : "";
  }

  private static String specific(String address) {
    return address.equals(ALL) ? "" : address;
  }

  private static String bare(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  /**
   * The entries that serve calls of these addresses and no others; none where it serves none of
   * them.
   */
  ImmutableList<YamlTree> limitedTo(Collection<ServiceAddress> called) {
    ImmutableSortedSet<IpAddress> addresses = addresses(called);
    if (address.isEmpty()) {
      return addresses.stream().map(this::at).collect(ImmutableList.toImmutableList());
    }
    boolean used = addresses.stream().anyMatch(this::isBound);
    return used ? ImmutableList.of(port.entry()) : ImmutableList.of();
  }

  /** At which of these addresses it is called, if it is bound to all. */
  ImmutableSortedSet<IpAddress> addresses(Collection<ServiceAddress> called) {
    return called.stream()
        .filter(each -> isAt(each.port()))
        .map(ServiceAddress::address)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** Whether the host's port may be this one. */
  private boolean isAt(Port called) {
    boolean single = !outer.isEmpty() && outer.indexOf('-') < 0;
    return called.transport() == port.first().transport()
        && (!single || outer.equals(Integer.toString(called.number())));
  }

  /** What is no plain address is believed to serve all. */
  private boolean isBound(IpAddress called) {
    try {
      IpAddress bound = IpAddress.parse(address);
      return bound.isUnspecified() || bound.equals(called);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private YamlTree at(IpAddress there) {
    if (port.entry() instanceof Mapping mapping) {
      ImmutableList.Builder<Entry> entries = ImmutableList.builder();
      mapping.entries().values().stream()
          .filter(entry -> !entry.key().text().equals(HOST_IP))
          .forEach(entries::add);
      entries.add(Entry.of(HOST_IP, new Scalar(there.toString(), false)));
      return Mapping.of(entries.build());
    }
    String text = port.entry() instanceof Scalar scalar ? scalar.text() : "";
    String literal = there.v6() ? "[" + there + "]" : there.toString();
    return new Scalar(literal + ":" + outer + ":" + text.substring(port.host().length()), false);
  }
}
