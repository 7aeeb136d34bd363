package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;

/**
 * Where packets were seen, as far as resolution cares.
 *
 * @param scope where its addresses are meant: {@code host:NAME}, {@code container:NAME}, or a file
 * @param network the Docker network it is the bridge of, or empty
 * @param onlink ranges attached to it; empty where unknown
 */
public record CapturePoint(String scope, String network, ImmutableSortedSet<Cidr> onlink) {
  private static final String CONTAINER = "container:";
  private static final String HOST = "host:";

  /** A point of which nothing but the scope is known. */
  public static CapturePoint of(String scope) {
    return new CapturePoint(scope, "", ImmutableSortedSet.of());
  }

  /** The host it is on, or empty. */
  public String host() {
    return scope.startsWith(HOST) ? scope.substring(HOST.length()) : "";
  }

  /** The container it is inside of, or empty. */
  public String container() {
    return scope.startsWith(CONTAINER) ? scope.substring(CONTAINER.length()) : "";
  }
}
