package dev.netgen.analyzer.detect.text;

import com.google.common.collect.ImmutableSet;
import java.util.Locale;

/** SASL mechanisms (RFC 4422) by name. */
public final class Sasl {
  /** Those whose password or token crosses as it is (RFC 4616, RFC 7628; LOGIN was never one). */
  private static final ImmutableSet<String> IN_CLEAR =
      ImmutableSet.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

  private Sasl() {}

  /** Whether the mechanism sends a password or token as it is. */
  public static boolean inClear(String mechanism) {
    return IN_CLEAR.contains(mechanism.toUpperCase(Locale.ROOT));
  }

  /** How many answers of the client the secret is behind: LOGIN asks for a name first. */
  public static int answers(String mechanism) {
    return mechanism.equalsIgnoreCase("LOGIN") ? 2 : 1;
  }

  /** Whether this line can be an answer in Base64: not empty, no refusal to go on. */
  public static boolean isAnswer(String line) {
    if (line.isEmpty()) {
      return false;
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean base64 =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/'
              || c == '=';
      if (!base64) {
        return false;
      }
    }
    return !line.equals("=") && !line.equalsIgnoreCase("QUIT");
  }

  /**
   * Whether a secret crosses in an exchange that this line begins.
   *
   * @param mechanism its name
   * @param initial what the client said beside it, empty for nothing
   * @param lines what the client said
   * @param at the line of the mechanism
   */
  public static boolean secretSent(String mechanism, String initial, Lines lines, int at) {
    if (!inClear(mechanism)) {
      return false;
    }
    int needed = answers(mechanism) - (isAnswer(initial) ? 1 : 0);
    for (int i = 1; i <= needed; i++) {
      if (at + i >= lines.count() || !isAnswer(lines.get(at + i).text())) {
        return false;
      }
    }
    return true;
  }
}
