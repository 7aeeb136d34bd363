package dev.netgen.model.format.inventory;

import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.InventoryBuilder;

/**
 * The routes of a host ({@code ip -json route}, iproute2). They tell no peer: who chooses subnets
 * for networks leaves them alone, and reads them for that.
 */
final class HostRoutes implements InventoryFormat {
  private static final Shape SHAPE = Shape.of("dst dev");

  @Override
  public String label() {
    return "ip route";
  }

  @Override
  public String snapshots() {
    return "host-routes";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    return object.node().path("dst").isTextual() && object.node().has("dev");
  }

  @Override
  public void add(Fields object, Source source) {
    // see above
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    // see above
  }
}
