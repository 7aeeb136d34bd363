package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.IcmpError;
import org.jspecify.annotations.Nullable;

/**
 * ICMP errors to the attempts they answer. An error says something only of a flow whose other side
 * has said nothing, and of TCP only if it quotes the SYN's sequence number, which who did not see
 * the SYN cannot know (RFC 5927 section 4.1).
 */
final class IcmpErrors {
  private long matched;
  private long unmatched;

  /**
   * Takes one. Later than the flow itself would have waited it is no answer to it.
   *
   * @param entry the flow of the quoted packet's endpoints, if any
   */
  void take(@Nullable FlowEntry entry, DecodedPacket p) {
    if (entry == null || entry.reported || isLate(entry, p)) {
      unmatched++;
      return;
    }
    matched++;
    boolean fromA = entry.fromA(p);
    Stream from = fromA ? entry.a : entry.b;
    Stream other = fromA ? entry.b : entry.a;
    boolean quotes =
        !entry.tcp() || (from.has(Stream.INITIAL) && from.initialSequence == p.sequence);
    if (other.packets == 0 && quotes && gravity(p.icmpError) > 0) {
      FlowExtra extra = entry.writeExtra();
      extra.icmp = gravity(p.icmpError) > gravity(extra.icmp) ? p.icmpError : extra.icmp;
    }
  }

  private static boolean isLate(FlowEntry entry, DecodedPacket p) {
    return entry.closed || p.nanos - entry.lastNanos() > entry.patience();
  }

  private static int gravity(IcmpError error) {
    return switch (error) {
      case REFUSED -> 4;
      case PROHIBITED -> 3;
      case UNREACHABLE -> 2;
      case TIME_EXCEEDED -> 1;
      case NONE, TOO_BIG, OTHER -> 0;
    };
  }

  /** Errors about a flow under way. */
  long matched() {
    return matched;
  }

  /** Errors about packets of no flow under way. */
  long unmatched() {
    return unmatched;
  }
}
