package dev.netgen.model.format;

import com.google.common.base.CharMatcher;

/** The name of a Kubernetes cluster, which stands in front of the names of what is its own. */
public final class ClusterName {
  private static final int LONGEST = 63;
  private static final CharMatcher ALLOWED =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("-_."));

  private ClusterName() {}

  /** Whether this can be a cluster's name: letters, digits, dot, dash and underscore. */
  public static boolean isOne(String text) {
    return !text.isEmpty() && text.length() <= LONGEST && ALLOWED.matchesAllOf(text);
  }

  /** The name, or nothing; throws IllegalArgumentException for what can be no name. */
  static String check(String text) {
    if (!text.isEmpty() && !isOne(text)) {
      throw new IllegalArgumentException("cluster is no name of letters, digits, '-', '_' and '.'");
    }
    return text;
  }
}
