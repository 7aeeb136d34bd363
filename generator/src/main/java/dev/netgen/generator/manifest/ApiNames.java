package dev.netgen.generator.manifest;

import java.util.regex.Pattern;

/**
 * What the API server takes as a name (Kubernetes, "Object Names and IDs", "Labels and Selectors:
 * Syntax and character set"; RFC 1123; RFC 6335 section 5.1 for ports).
 */
final class ApiNames {
  private static final Pattern PORT = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PORT = 15;

  private ApiNames() {}

  /** A namespace's name. */
  static boolean isDnsLabel(String text) {
    return text.length() <= LONGEST_LABEL && isDnsText(text);
  }

  /** An object's name: labels of DNS with dots between them. */
  static boolean isName(String text) {
    if (text.length() > LONGEST_NAME) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!isDnsText(label)) {
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
    if (text.isEmpty() || text.length() > LONGEST_LABEL) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside = i > 0 && i < text.length() - 1;
      if (!isLowerOrDigit(c)
          && !(c >= 'A' && c <= 'Z')
          && !(inside && (c == '-' || c == '_' || c == '.'))) {
        return false;
      }
    }
    return true;
  }

  /** Small letters and digits, with hyphens inside; of any length. */
  private static boolean isDnsText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLowerOrDigit(c) && !(c == '-' && i > 0 && i < text.length() - 1)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /** The name of a port. */
  static boolean isPort(String text) {
    return text.length() <= LONGEST_PORT
        && PORT.matcher(text).matches()
        && text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
  }
}
