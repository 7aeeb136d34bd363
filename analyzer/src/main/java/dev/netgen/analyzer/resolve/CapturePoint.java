package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;

/**
 * Where packets were seen, as far as resolution cares.
 *
 * @param scope where its addresses are meant: {@code host:NAME}, {@code container:NAME}, or a file
 * @param network the Docker network it is the bridge of, or empty
 * @param onlink ranges attached to it; empty where unknown
 * @param loopback whether it is the interface of traffic inside one network namespace
 */
public record CapturePoint(
    String scope, String network, ImmutableSortedSet<Cidr> onlink, boolean loopback) {
  private static final String CONTAINER = "container:";
  private static final String HOST = "host:";

  /** A point of which nothing but the scope is known. */
  public static CapturePoint of(String scope) {
    return new CapturePoint(scope, "", ImmutableSortedSet.of(), false);
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
