package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inventory of another cluster, by hand. */
final class Elsewhere {
  private final InventoryBuilder inventory = new InventoryBuilder();

  Elsewhere has(Peer... peers) {
    inventory.workloads(List.of(peers));
    return this;
  }

  Elsewhere has(String id, String app) {
    return has(Peer.named(PeerId.parse(id)).withLabels(Map.of("app", app)));
  }

  Elsewhere node(String name, String... addresses) {
    for (String address : addresses) {
      claim(AddressClaim.Kind.NODE, PeerId.node(name), address);
    }
    return this;
  }

  Elsewhere machine(String name, String address) {
    if (address.indexOf('/') >= 0) {
      inventory.range(new KnownRange(Cidr.parse(address), KnownRange.Kind.OUTSIDE, name));
    } else {
      claim(AddressClaim.Kind.OUTSIDE, PeerId.outsideName(name), address);
    }
    return this;
  }

  private void claim(AddressClaim.Kind kind, PeerId owner, String address) {
    inventory.addresses(
        List.of(
            AddressClaim.of(
                IpAddress.parse(address), kind, owner, "", Instant.EPOCH, Instant.MAX)));
  }

  Elsewhere service(String name, String address, String port, String owner, String ownPort) {
    return forward("service " + name, address, port, owner, ownPort);
  }

  Elsewhere forward(String name, String address, String port, String owner, String ownPort) {
    inventory.forwards(
        List.of(
            Forward.always(
                name,
                Optional.of(IpAddress.parse(address)),
                Port.parse(port),
                ImmutableSortedSet.of(new Backend(PeerId.parse(owner), Port.parse(ownPort))))));
    return this;
  }

  Inventory inventory() {
    return inventory.build();
  }
}
