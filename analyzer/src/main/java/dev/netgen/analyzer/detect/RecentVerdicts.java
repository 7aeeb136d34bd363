package dev.netgen.analyzer.detect;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts of the last exchanges, for those that come again byte by byte, as probes, health checks
 * and the requests of one program do. Nothing else than equal bytes decides: what a verdict is told
 * from is compared, all of it. Not for several threads.
 */
final class RecentVerdicts {
  private static final int PLACES = 64;

  /** Longer exchanges are hardly ever said again. */
  private static final int MOST_BYTES = 1 << 13;

  private static final int SAMPLE = 24;

  private record Known(int protocol, boolean clientIsB, Half aToB, Half bToA, Verdict verdict) {}

  private final @Nullable Known[] places = new Known[PLACES];

  /** What was told of the same bytes, or null. */
  @Nullable Verdict find(Flow flow, boolean clientIsB) {
    Known known = places[place(flow)];
    return known != null
            && known.protocol == flow.protocol()
            && known.clientIsB == clientIsB
            && same(known.aToB, flow.aToB())
            && same(known.bToA, flow.bToA())
        ? known.verdict
        : null;
  }

  /** Takes the place of what it shares one with; nothing is encrypted twice to the same bytes. */
  void add(Flow flow, boolean clientIsB, Verdict verdict) {
    boolean clear =
        verdict.encryption() != Encryption.ENCRYPTED && verdict.encryption() != Encryption.UPGRADED;
    if (clear && flow.aToB().kept() + flow.bToA().kept() <= MOST_BYTES) {
      places[place(flow)] =
          new Known(
              flow.protocol(), clientIsB, ownBytes(flow.aToB()), ownBytes(flow.bToA()), verdict);
    }
  }

  private static Half ownBytes(Half half) {
    return half.withFirst(half.kept(), half.messageEnds());
  }

  private static boolean same(Half one, Half other) {
    return one.prefixFromStart() == other.prefixFromStart()
        && one.prefixComplete() == other.prefixComplete()
        && one.span() == other.span()
        && Arrays.equals(one.data(), 0, one.kept(), other.data(), 0, other.kept())
        && Arrays.equals(one.messageEnds(), other.messageEnds());
  }

  /** By lengths and the first bytes, so that answers that differ by a date share a place. */
  private static int place(Flow flow) {
    int hash = 31 * flow.aToB().kept() + flow.bToA().kept();
    hash = sample(flow.bToA(), sample(flow.aToB(), hash));
    return (hash ^ hash >>> 7 ^ hash >>> 14) & (PLACES - 1);
  }

  private static int sample(Half half, int seed) {
    byte[] bytes = half.data();
    int hash = seed;
    int end = Math.min(SAMPLE, half.kept());
    for (int i = 0; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }
}
