package dev.netgen.model.format;

import dev.netgen.model.decision.Decisions;
import dev.netgen.model.decision.Machine;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Machines that people named, as an inventory that holds at any time. */
public final class DecisionsInventory {
  private DecisionsInventory() {}

  /** The inventory of these machines, each described with the reason given for it. */
  public static Inventory of(Decisions decisions) {
    InventoryBuilder inventory = new InventoryBuilder();
    for (Machine machine : decisions.machines()) {
      inventory.workloads(List.of(Peer.named(machine.id()).withWhy(machine.why())));
      List<AddressClaim> claims = new ArrayList<>();
      for (Cidr range : machine.addresses()) {
        if (range.prefix() == range.base().bits()) {
          claims.add(claim(machine, range));
        } else {
          inventory.range(new KnownRange(range, KnownRange.Kind.OUTSIDE, machine.id().rest()));
        }
      }
      inventory.addresses(claims);
    }
    return inventory.build();
  }

  private static AddressClaim claim(Machine machine, Cidr address) {
    AddressClaim.Kind kind =
        switch (machine.kind()) {
          case OUTSIDE -> AddressClaim.Kind.OUTSIDE;
          case NODE -> AddressClaim.Kind.NODE;
        };
    return AddressClaim.of(
            address.base(), kind, machine.id(), machine.name(), Instant.EPOCH, Instant.MAX)
        .saidIn(machine.why());
  }
}
