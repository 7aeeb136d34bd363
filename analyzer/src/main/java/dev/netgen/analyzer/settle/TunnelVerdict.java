package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.model.graph.Encryption;

/**
 * The verdict of the outside of a tunnel that encrypts nothing: whatever it carries without
 * encryption of its own is readable between its ends.
 */
final class TunnelVerdict {
  private TunnelVerdict() {}

  static Verdict of(String tunnel) {
    return new Verdict(
        tunnel,
        Encryption.PLAINTEXT,
        "tunnel without encryption of its own; what it carries is told beside",
        Verdict.Side.UNKNOWN,
        ImmutableSortedSet.of(),
        ImmutableSortedMap.of());
  }
}
