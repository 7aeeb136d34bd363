package dev.netgen.model.format.inventory;

import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Hosts files (hosts(5)): machines outside, or workloads where a name is a container's. The first
 * name of an address is the one used.
 */
final class HostsFile implements InventoryFormat {
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)(?=.*[a-z])[a-z0-9_](?:[a-z0-9_-]|\\.(?!\\.|$))*");
  private static final int MOST_LINES = 1 << 20;
  private static final String ADDRESS = "address";
  private static final String NAMES = "names";
  private static final Shape SHAPE = Shape.of("address names");

  /** What one line says. */
  private record Line(List<String> names, String origin) {}

  private final Map<IpAddress, Line> lines = new TreeMap<>();
  private final DockerContainers containers;

  /** A name of one of these is that workload's. */
  HostsFile(DockerContainers containers) {
    this.containers = containers;
  }

  @Override
  public String label() {
    return "hosts file";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    return object.node().has(ADDRESS) && object.node().path(NAMES).isArray();
  }

  @Override
  public void add(Fields object, Source source) {
    IpAddress address = object.parsed(ADDRESS, HostsFile::address);
    if (isOfItself(address)) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (String name : object.texts(NAMES)) {
      usable(name).ifPresent(names::add);
    }
    if (names.isEmpty()) {
      throw ProblemException.input("line without a host name", object.where(), "name the host");
    }
    if (lines.size() < MOST_LINES) {
      lines.putIfAbsent(address, new Line(names, object.where()));
    }
  }

  /** An address, of which a zone (RFC 4007) is left out. */
  private static IpAddress address(String text) {
    int zone = text.indexOf('%');
    return IpAddress.parse(zone < 0 ? text : text.substring(0, zone));
  }

  /** Addresses that every machine has its own of. */
  static boolean isOfItself(IpAddress address) {
    return address.isLoopback()
        || address.isMulticast()
        || address.isUnspecified()
        || address.isLinkLocal()
        || address.isBroadcast();
  }

  /** A host name in lower case; empty for what could be taken for another kind of peer. */
  static Optional<String> usable(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean ofPeers = lower.equals(PeerId.INTERNET.rest());
    return NAME.matcher(lower).matches() && !ofPeers ? Optional.of(lower) : Optional.empty();
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    lines.forEach(
        (address, line) -> {
          AddressClaim claim = claim(address, line.names(), containers.names(), line.origin());
          // Whoever inspected the containers knows besides when.
          boolean knownBetter =
              claim.kind() == AddressClaim.Kind.WORKLOAD && containers.claimed(address);
          if (!knownBetter) {
            inventory.addresses(List.of(claim));
          }
        });
  }

  /** An address of the container that one of the names is of, else of a machine outside. */
  static AddressClaim claim(
      IpAddress address, List<String> names, DockerNames containers, String origin) {
    Optional<PeerId> workload =
        names.stream().flatMap(name -> containers.owner(name).stream()).findFirst();
    return AddressClaim.of(
            address,
            workload.isPresent() ? AddressClaim.Kind.WORKLOAD : AddressClaim.Kind.OUTSIDE,
            workload.orElseGet(() -> PeerId.outsideName(names.get(0))),
            names.get(0),
            Instant.EPOCH,
            Instant.MAX)
        .saidIn(origin);
  }
}
