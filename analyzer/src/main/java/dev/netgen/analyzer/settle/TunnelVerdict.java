package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.model.graph.Encryption;

/**
 * The verdict of the outside of a tunnel that encrypts nothing. It has no payload of its own: what
 * it carries are the conversations inside, each with a verdict of its own, so that calling the
 * tunnel plaintext would report each of them twice.
 */
final class TunnelVerdict {
  private TunnelVerdict() {}

  static Verdict of(String tunnel) {
    return new Verdict(
        tunnel,
        Encryption.NONE,
        "tunnel without encryption; what it carries is told by the links inside",
        Verdict.Side.UNKNOWN,
        ImmutableSortedSet.of(),
        ImmutableSortedMap.of());
  }
}
