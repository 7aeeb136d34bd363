package dev.netgen.analyzer.detect.api;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Arrays;

/**
 * What a detector can tell, as {@code netgen protocols} lists it.
 *
 * @param protocol the name in graphs, a lower-case field term
 * @param title what it is, with the versions known: {@code Redis (inline, RESP2, RESP3)}
 * @param source where its wire format is defined: RFC, specification, documentation
 * @param abilities what its detector tells
 */
public record Card(String protocol, String title, String source, ImmutableSet<Ability> abilities) {

  /** What a detector can tell of a flow, in the order of the list. */
  public enum Ability {
    /** Which side is the server, from the payload. */
    ROLES("roles"),
    /** Recognised though the capture began after the connection. */
    MID_STREAM("mid-stream"),
    /** The bytes are protected, or that they are not. */
    ENCRYPTION("encryption"),
    /** A change from clear text to TLS, and one that was offered and not taken. */
    UPGRADE("upgrade"),
    /** Passwords and tokens in clear. */
    CREDENTIALS("credentials"),
    /** That nobody authenticated. */
    NO_AUTHENTICATION("no authentication"),
    /** Which of several programs or uses it is. */
    KINDS("kinds");

    private final String text;

    Ability(String text) {
      this.text = text;
    }

    /** The word in the list. */
    public String text() {
      return text;
    }
  }

  /** A card without particular abilities. */
  public static Card of(String protocol, String title, String source) {
    return new Card(protocol, title, source, ImmutableSet.of());
  }

  /** The same with these abilities. */
  public Card tells(Ability... told) {
    return new Card(protocol, title, source, Sets.immutableEnumSet(Arrays.asList(told)));
  }
}
