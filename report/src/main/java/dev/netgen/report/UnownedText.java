package dev.netgen.report;

import dev.netgen.model.inventory.Unowned;
import java.util.Collection;

/** Addresses that are no workload's, for people: most traffic first. */
public final class UnownedText {
  private UnownedText() {}

  /**
   * The text, lines ended by a line feed.
   *
   * @param unowned the addresses in order
   * @param beyond conversations that a bound left out
   */
  public static String write(Collection<Unowned> unowned, long beyond) {
    Columns rows = new Columns();
    for (Unowned address : unowned) {
      rows.row(
          address.address().toString(),
          address.packets() + " packets",
          address.bytes() + " bytes",
          address.flows() + " flows",
          address.first().toString(),
          address.last().toString(),
          (address.resolved() ? "" : "unresolved: ") + address.reason());
    }
    String more = beyond > 0 ? "  and " + beyond + " flows of others, beyond the limit\n" : "";
    return "addresses without a workload: " + unowned.size() + "\n" + rows.text("  ") + more;
  }
}
