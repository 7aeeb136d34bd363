package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.Map;

/**
 * What a detector found.
 *
 * @param protocol lower-case field term
 * @param encryption the verdict
 * @param reason what decided, from a small set of sentences: reasons are counted in the evidence
 * @param rolesShown whether the payload shows the exchange's client to be the client
 * @param notes such as credentials in clear
 * @param facts protocol details, cleaned
 */
record Finding(
    String protocol,
    Encryption encryption,
    String reason,
    boolean rolesShown,
    ImmutableSortedSet<LinkNote> notes,
    ImmutableSortedMap<String, String> facts) {

  static Finding of(String protocol, Encryption encryption, String reason) {
    return new Finding(
        protocol, encryption, reason, true, ImmutableSortedSet.of(), ImmutableSortedMap.of());
  }

  static Finding plaintext(String protocol, String reason) {
    return of(protocol, Encryption.PLAINTEXT, reason);
  }

  Finding withRolesShown(boolean shown) {
    return new Finding(protocol, encryption, reason, shown, notes, facts);
  }

  Finding withFacts(Map<String, String> newFacts) {
    return new Finding(protocol, encryption, reason, rolesShown, notes, Facts.bounded(newFacts));
  }

  Finding withCredentialsIf(boolean seen) {
    return seen
        ? new Finding(
            protocol,
            encryption,
            reason,
            rolesShown,
            ImmutableSortedSet.of(LinkNote.CREDENTIALS_IN_CLEAR),
            facts)
        : this;
  }

  Outcome match() {
    return new Outcome.Match(this);
  }
}
