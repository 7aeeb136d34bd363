package dev.netgen.model.proof;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.model.graph.PacketPointer;
import java.time.Instant;

/**
 * Recorded flows put before policies one by one, in the order of time.
 *
 * @param judged flows that policies were asked about
 * @param allowed those of them that pass
 * @param denied those that do not, at most {@link #MOST_DENIED}, in the order of time
 * @param deniedCount how many do not
 * @param leftOut flows that were not judged, by reason
 */
public record Replay(
    long judged,
    long allowed,
    ImmutableList<DeniedFlow> denied,
    long deniedCount,
    ImmutableSortedMap<String, Long> leftOut) {
  /** Most flows told one by one. */
  public static final int MOST_DENIED = 1000;

  /**
   * A flow that does not pass.
   *
   * @param when time of its first packet
   * @param from the client: peer and address
   * @param asked the address and port the client called
   * @param reached the server: peer, address and port behind translations
   * @param reason which policies decided
   * @param packet its first packet
   */
  public record DeniedFlow(
      Instant when,
      String from,
      String asked,
      String reached,
      String reason,
      PacketPointer packet) {}

  /** Whether every flow passes. */
  public boolean holds() {
    return deniedCount == 0;
  }
}
