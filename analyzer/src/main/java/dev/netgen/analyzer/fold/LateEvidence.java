package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Platform;
import dev.netgen.analyzer.settle.Exposure;
import dev.netgen.analyzer.settle.LateDirection;
import dev.netgen.model.inventory.Inventory;
import java.util.Optional;

/** Settles what early flows left open by what the whole recording showed: their direction. */
final class LateEvidence {
  private final LateDirection direction;
  private final OutsideNames names;
  private final Exposure exposure;
  private final LearntNodes nodes;

  LateEvidence(Inventory inventory, Platform platform, OutsideNames names) {
    this.names = names;
    this.exposure = new Exposure(inventory);
    this.nodes = new LearntNodes(platform, exposure);
    this.direction = new LateDirection(inventory, Integer.MAX_VALUE);
  }

  ImmutableList<Decided> settle(FoldTable table) {
    table.forEach(this::learn);
    ImmutableList.Builder<Decided> decided = ImmutableList.builder();
    table.forEach((key, entry) -> decided.add(settle(key, entry)));
    return decided.build();
  }

  private void learn(FoldKey key, FoldEntry entry) {
    nodes.learn(key, entry);
    direction.learn(key.client(), key.server(), key.transport(), key.decided(), key.state());
  }

  private Decided settle(FoldKey key, FoldEntry entry) {
    if (key.decided()) {
      return settledBefore(key, entry);
    }
    LateDirection.Decision decision = direction.judge(key.client(), key.server(), key.transport());
    Endpoint client = decision.swapped() ? key.server() : key.client();
    Endpoint server = decision.swapped() ? key.client() : key.server();
    Party caller = nodes.known(client.party());
    Party known = exposure.client(caller, server, key.transport(), entry.firstNanos());
    boolean probe = exposure.probe(known, server, key.transport(), false);
    FoldEntry settled = entry.decided(decision.basis().text(), decision.swapped(), probe);
    return decided(key, known, server, settled, Optional.of(decision));
  }

  private Decided settledBefore(FoldKey key, FoldEntry entry) {
    Party known = key.client().party();
    Party client = nodes.known(known);
    Endpoint server = key.server().withParty(nodes.known(key.server().party()));
    boolean probe = !client.equals(known) && exposure.probe(client, server, key.transport(), false);
    return decided(key, client, server, probe ? entry.asProbe() : entry, Optional.empty());
  }

  /** How many addresses were learnt to be nodes'. */
  long learntNodes() {
    return nodes.count();
  }

  private Decided decided(
      FoldKey key,
      Party client,
      Endpoint server,
      FoldEntry entry,
      Optional<LateDirection.Decision> late) {
    names.askedAs(client, server).forEach(asked -> entry.addFact("name.asked", asked));
    return new Decided(
        key.betweenPeers(),
        key.transport(),
        client,
        server,
        key.state(),
        key.inside(),
        late,
        entry);
  }
}
