package dev.netgen.generator.verify;

import java.util.regex.Pattern;

/**
 * What the API server takes as a name (Kubernetes, "Object Names and IDs", "Labels and Selectors:
 * Syntax and character set"; RFC 1123; RFC 6335 section 5.1 for ports).
 */
final class ApiNames {
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern PORT = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PORT = 15;

  private ApiNames() {}

  /** A namespace's name. */
  static boolean isDnsLabel(String text) {
    return text.length() <= LONGEST_LABEL && DNS_LABEL.matcher(text).matches();
  }

  /** An object's name: labels of DNS with dots between them. */
  static boolean isName(String text) {
    if (text.length() > LONGEST_NAME) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!DNS_LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  /** The key of a label: a word, perhaps behind a name and a slash. */
  static boolean isKey(String text) {
    int slash = text.indexOf('/');
    return isWord(text.substring(slash + 1)) && (slash < 0 || isName(text.substring(0, slash)));
  }

  /** The value of a label, which may be empty. */
  static boolean isValue(String text) {
    return text.isEmpty() || isWord(text);
  }

  private static boolean isWord(String text) {
    return text.length() <= LONGEST_LABEL && WORD.matcher(text).matches();
  }

  /** The name of a port. */
  static boolean isPort(String text) {
    return text.length() <= LONGEST_PORT
        && PORT.matcher(text).matches()
        && text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
  }
}
