package dev.netgen.analyzer.detect.api;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.Map;
import java.util.TreeMap;

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
public record Finding(
    String protocol,
    Encryption encryption,
    String reason,
    boolean rolesShown,
    ImmutableSortedSet<LinkNote> notes,
    ImmutableSortedMap<String, String> facts) {

  /** A finding that shows the roles, without facts. */
  public static Finding of(String protocol, Encryption encryption, String reason) {
    return new Finding(
        protocol, encryption, reason, true, ImmutableSortedSet.of(), ImmutableSortedMap.of());
  }

  /** Plain text. */
  public static Finding plaintext(String protocol, String reason) {
    return of(protocol, Encryption.PLAINTEXT, reason);
  }

  /** Whether the payload shows the roles. */
  public Finding withRolesShown(boolean shown) {
    return new Finding(protocol, encryption, reason, shown, notes, facts);
  }

  /** With these facts instead, cleaned and bounded. */
  public Finding withFacts(Map<String, String> newFacts) {
    return new Finding(protocol, encryption, reason, rolesShown, notes, Facts.bounded(newFacts));
  }

  /** Marked for credentials in clear if they were seen. */
  public Finding withCredentialsIf(boolean seen) {
    return seen ? with(LinkNote.CREDENTIALS_IN_CLEAR) : this;
  }

  /** Whether the client of a data store authenticated, under {@code authentication}. */
  public Finding withAuthentication(Authentication authentication) {
    TreeMap<String, String> more = new TreeMap<>(facts);
    more.put("authentication", authentication.text());
    Finding told = withFacts(more);
    return authentication == Authentication.NONE_SEEN
        ? told.with(LinkNote.NO_AUTHENTICATION)
        : told;
  }

  private Finding with(LinkNote note) {
    ImmutableSortedSet<LinkNote> more =
        ImmutableSortedSet.<LinkNote>naturalOrder().addAll(notes).add(note).build();
    return new Finding(protocol, encryption, reason, rolesShown, more, facts);
  }

  /** As a detector's answer. */
  public Outcome match() {
    return new Outcome.Match(this);
  }
}
