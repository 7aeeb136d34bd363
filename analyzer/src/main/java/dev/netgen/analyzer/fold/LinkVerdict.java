package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.netgen.model.graph.Encryption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The protocols and the encryption of a link, from its flows' verdicts, so that they do not depend
 * on where the recording was cut (ADR "What a cut flow adds to its link").
 *
 * @param speaks the protocols
 * @param encryption the verdict over all flows that count
 */
record LinkVerdict(ImmutableSortedSet<String> speaks, Encryption encryption) {
  private static final String TLS = "tls";
  private static final ImmutableSet<Encryption> RECOGNISED =
      Sets.immutableEnumSet(Encryption.ENCRYPTED, Encryption.UPGRADED, Encryption.PLAINTEXT);

  static LinkVerdict of(Map<Spoken.Key, Spoken> spoken, long endNanos) {
    EnumSet<Encryption> whole = EnumSet.noneOf(Encryption.class);
    EnumSet<Encryption> cut = EnumSet.noneOf(Encryption.class);
    TreeMap<Spoken.Key, Boolean> weights = new TreeMap<>();
    for (Map.Entry<Spoken.Key, Spoken> entry : spoken.entrySet()) {
      boolean isWhole = isWhole(entry.getKey(), entry.getValue(), endNanos);
      weights.put(entry.getKey(), isWhole);
      (isWhole ? whole : cut).add(entry.getKey().encryption());
    }
    Encryption encryption = Encryption.NONE;
    EnumSet<Encryption> counted = EnumSet.noneOf(Encryption.class);
    TreeSet<String> speaks = new TreeSet<>();
    boolean namedTls = false;
    for (Map.Entry<Spoken.Key, Boolean> entry : weights.entrySet()) {
      Spoken.Key key = entry.getKey();
      if (entry.getValue() || cutCounts(key.encryption(), whole, cut)) {
        encryption = counted.isEmpty() ? key.encryption() : encryption.with(key.encryption());
        counted.add(key.encryption());
        speaks.add(key.protocol());
        namedTls |=
            key.encryption() == Encryption.ENCRYPTED
                && !key.protocol().equals(TLS)
                && !key.protocol().isEmpty();
      }
    }
    speaks.remove("");
    if (namedTls) {
      speaks.remove(TLS);
    }
    return new LinkVerdict(ImmutableSortedSet.copyOfSorted(speaks), encryption);
  }

  /** Whether the verdict rests on flows as they were, not on what a cut left of them. */
  private static boolean isWhole(Spoken.Key key, Spoken flows, long endNanos) {
    return key.fromStart() && (key.encryption() != Encryption.OPAQUE || flows.complete(endNanos));
  }

  /** Whether the verdict of cut flows says something that whole flows do not already explain. */
  private static boolean cutCounts(
      Encryption encryption, Set<Encryption> whole, Set<Encryption> cut) {
    return switch (encryption) {
      case NONE, PLAINTEXT, UPGRADED, MIXED -> true;
      case ENCRYPTED ->
          !whole.contains(Encryption.ENCRYPTED) && !whole.contains(Encryption.UPGRADED);
      case OPAQUE ->
          RECOGNISED.stream().noneMatch(known -> whole.contains(known) || cut.contains(known));
    };
  }
}
