package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The addresses of a host's interfaces ({@code ip -json address}, iproute2). What another format
 * says of one goes first: a Docker network's gateway is an address of the host as well.
 */
final class HostAddresses implements InventoryFormat {
  private static final String UNKNOWN = "host";
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private static final Shape SHAPE = Shape.of("ifname addr_info { family local prefixlen scope }");

  private final TreeMap<String, TreeMap<IpAddress, String>> byHost = new TreeMap<>();
  private final Unused unused = new Unused();

  @Override
  public String label() {
    return "ip address";
  }

  @Override
  public String snapshots() {
    return "host-addresses";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    return object.node().has("ifname") && object.node().path("addr_info").isArray();
  }

  @Override
  public void add(Fields fields, Source source) {
    TreeMap<IpAddress, String> addresses =
        byHost.computeIfAbsent(source.host(), host -> new TreeMap<>());
    for (JsonNode node : fields.list("addr_info")) {
      Fields info = Fields.of(node, fields.where() + ".addr_info");
      Optional<String> local = info.optionalText("local").filter(Syntax::isAddress);
      if (local.isEmpty()) {
        unused.count("host address that is none");
        continue;
      }
      IpAddress address = IpAddress.parse(local.get());
      boolean own = address.isLoopback() || address.isLinkLocal() || address.isUnspecified();
      if (!own && !address.isMulticast()) {
        addresses.put(address, fields.where());
      }
    }
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    ImmutableSet<AddressClaim> known = byHost.isEmpty() ? ImmutableSet.of() : inventory.claims();
    byHost.forEach(
        (host, addresses) -> {
          if (!addresses.isEmpty()) {
            inventory.addresses(claims(host, addresses, known));
          }
        });
    inventory.unused(unused.counts());
  }

  /** A host's name is what its kernel says; one that is no name is not taken. */
  private static PeerId named(String host) {
    return PeerId.node(HOST_NAME.matcher(host).matches() ? host : UNKNOWN);
  }

  private static Set<AddressClaim> claims(
      String host, Map<IpAddress, String> addresses, ImmutableSet<AddressClaim> known) {
    Set<IpAddress> taken = new TreeSet<>();
    Optional<AddressClaim> self = Optional.empty();
    for (AddressClaim claim : known) {
      if (addresses.containsKey(claim.address())) {
        taken.add(claim.address());
        boolean machine =
            claim.kind() == AddressClaim.Kind.NODE || claim.kind() == AddressClaim.Kind.GATEWAY;
        self = self.isEmpty() && machine ? Optional.of(claim) : self;
      }
    }
    PeerId owner = self.map(AddressClaim::owner).orElseGet(() -> named(host));
    String node = self.map(AddressClaim::node).orElse("");
    Set<AddressClaim> claims = new TreeSet<>();
    for (IpAddress address : addresses.keySet()) {
      if (!taken.contains(address)) {
        claims.add(
            new AddressClaim(
                address,
                AddressClaim.Kind.NODE,
                owner,
                "host",
                node,
                Instant.EPOCH,
                Instant.MAX,
                addresses.getOrDefault(address, "")));
      }
    }
    return claims;
  }
}
