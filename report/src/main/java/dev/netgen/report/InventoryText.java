package dev.netgen.report;

import dev.netgen.model.graph.Peer;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Conflict;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** An inventory for people: who is known, by which addresses and when, and what disagrees. */
public final class InventoryText {
  private InventoryText() {}

  /** The text, lines ended by a line feed. */
  public static String write(Inventory inventory) {
    StringBuilder out = new StringBuilder();
    section(out, "workloads", inventory.workloads().size(), workloads(inventory));
    section(out, "addresses", inventory.addresses().size(), addresses(inventory));
    section(out, "translations", inventory.forwards().size(), forwards(inventory));
    section(out, "asked by kubelets", inventory.probes().size(), backends(inventory.probes()));
    section(
        out,
        "called by the API server",
        inventory.callbacks().size(),
        backends(inventory.callbacks()));
    section(out, "ranges", inventory.ranges().size(), ranges(inventory));
    section(out, "conflicts", inventory.conflicts().size(), conflicts(inventory));
    Columns unused = new Columns();
    inventory.unused().forEach((reason, count) -> unused.row(reason, count.toString()));
    section(out, "not used, by reason", inventory.unused().size(), unused);
    return out.toString();
  }

  private static void section(StringBuilder out, String title, int size, Columns rows) {
    if (size > 0 || title.equals("workloads") || title.equals("addresses")) {
      out.append(title).append(": ").append(size).append('\n').append(rows.text("  "));
    }
  }

  private static Columns workloads(Inventory inventory) {
    Columns rows = new Columns();
    for (Peer peer : inventory.workloads().values()) {
      rows.row(
          peer.id().toString(),
          PeerWords.fields(peer).entrySet().stream()
              .map(field -> field.getKey() + ": " + field.getValue())
              .collect(Collectors.joining("; ")));
    }
    return rows;
  }

  private static Columns addresses(Inventory inventory) {
    Columns rows = new Columns();
    for (AddressClaim claim : inventory.addresses()) {
      rows.row(
          claim.address().toString(),
          claim.kind().name().toLowerCase(Locale.ROOT),
          claim.owner().toString(),
          claim.instance(),
          claim.node().isEmpty() ? "" : "on " + claim.node(),
          "from " + from(claim.from()),
          "until " + until(claim.until()),
          claim.origin());
    }
    return rows;
  }

  /** The first instant of an interval; {@code ever} where none is known. */
  static String from(Instant time) {
    return time.equals(Instant.EPOCH) || time.equals(Instant.MIN) ? "ever" : time.toString();
  }

  /** The end of an interval; {@code further notice} where none is known. */
  static String until(Instant time) {
    return time.equals(Instant.MAX) ? "further notice" : time.toString();
  }

  private static Columns forwards(Inventory inventory) {
    Columns rows = new Columns();
    for (Forward forward : inventory.forwards()) {
      rows.row(
          forward.name(),
          forward.address().map(IpAddress::toString).orElse("any address of the host"),
          forward.port().toString(),
          "->",
          forward.backends().isEmpty()
              ? "nobody known"
              : forward.backends().stream()
                  .map(InventoryText::text)
                  .collect(Collectors.joining(", ")),
          forward.isAlways() ? "" : "from " + from(forward.from()),
          forward.isAlways() ? "" : "until " + until(forward.until()));
    }
    return rows;
  }

  private static String text(Backend backend) {
    return backend.owner() + " " + backend.port();
  }

  private static Columns backends(Iterable<Backend> backends) {
    Columns rows = new Columns();
    backends.forEach(end -> rows.row(end.owner().toString(), end.port().toString()));
    return rows;
  }

  private static Columns ranges(Inventory inventory) {
    Columns rows = new Columns();
    for (KnownRange known : inventory.ranges()) {
      rows.row(known.range().toString(), word(known.kind()), known.name());
    }
    return rows;
  }

  static String word(KnownRange.Kind kind) {
    return switch (kind) {
      case POD -> "pods";
      case SERVICE -> "Services";
      case DOCKER_NETWORK -> "Docker network";
      case OUTSIDE -> "machines outside";
    };
  }

  private static Columns conflicts(Inventory inventory) {
    Columns rows = new Columns();
    for (Conflict conflict : inventory.conflicts()) {
      rows.row(conflict.about(), conflict.one());
      rows.row("", conflict.other());
    }
    return rows;
  }
}
