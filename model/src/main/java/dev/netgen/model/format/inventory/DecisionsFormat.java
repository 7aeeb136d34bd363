package dev.netgen.model.format.inventory;

import dev.netgen.model.decision.Decisions;
import dev.netgen.model.format.DecisionsInventory;
import dev.netgen.model.format.DecisionsYaml;
import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.InventoryBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Machines of a {@code netgen.yaml}. Once recognised, its file is read again and strictly, since a
 * stream of the fields that are known hides those that are not.
 */
final class DecisionsFormat implements InventoryFormat {
  private final Map<String, Decisions> bySource = new TreeMap<>();
  private boolean found;

  @Override
  public String label() {
    return "netgen.yaml";
  }

  @Override
  public Shape shape() {
    return Shape.of("kind");
  }

  @Override
  public boolean recognises(Fields object) {
    return DecisionsYaml.isDecisions(object.node());
  }

  @Override
  public void begin(Source source) {
    found = false;
  }

  @Override
  public void add(Fields object, Source source) {
    found = true;
  }

  @Override
  public void end(Source source, boolean complete) {
    if (found) {
      bySource.put(source.name(), DecisionsYaml.read(Path.of(source.name())));
    }
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    for (Decisions decisions : bySource.values()) {
      inventory.add(DecisionsInventory.of(decisions));
      int others =
          decisions.namespaces().size() + decisions.resolvers().size() + decisions.peers().size();
      if (others > 0) {
        inventory.unused(
            Map.of("decision about another cluster, which needs --decisions", (long) others));
      }
    }
  }
}
