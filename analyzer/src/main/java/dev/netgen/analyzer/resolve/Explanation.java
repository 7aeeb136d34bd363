package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * How an address is resolved: every step with what it found, for people.
 *
 * @param steps one line each, in the order in which they are taken
 * @param peers who it is; several where the instant is not given and the address had several
 *     owners; empty where it can be no peer
 * @param outcome who it is and why, or why it is nobody, in one line
 */
public record Explanation(
    ImmutableList<String> steps, ImmutableSortedSet<PeerId> peers, String outcome) {

  /**
   * Explains one address.
   *
   * @param point where it was seen, as far as known
   * @param time when; without it, at any time
   */
  public static Explanation explain(
      Inventory inventory,
      Optional<CapturePoint> point,
      IpAddress address,
      Optional<Instant> time) {
    return new Explaining(inventory, point, address, time).explanation();
  }
}
