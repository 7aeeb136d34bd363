package dev.netgen.capture.firewall;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;

/**
 * What rules counted.
 *
 * @param packets refused, by what kind of way; those that are none left out
 * @param refused the conversations, as many as the rules remember
 */
public record Counted(
    ImmutableSortedMap<String, Long> packets, ImmutableSortedSet<Refused> refused) {
  static final Counted NOTHING = new Counted(ImmutableSortedMap.of(), ImmutableSortedSet.of());

  /** Whether nothing was. */
  public boolean isEmpty() {
    return packets.isEmpty() && refused.isEmpty();
  }
}
