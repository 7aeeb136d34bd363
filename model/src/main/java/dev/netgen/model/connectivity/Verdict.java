package dev.netgen.model.connectivity;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Direction;

/**
 * Whether one connection is allowed, and what decided.
 *
 * @param from as {@link Connectivity.Connection#from}
 * @param to likewise
 * @param port such as {@code 8080/tcp}
 * @param sides what each end's policies say; an end outside the cluster has none
 */
public record Verdict(String from, String to, String port, ImmutableList<Side> sides) {

  /**
   * One end's answer.
   *
   * @param end whose policies these are
   * @param direction the direction they rule
   * @param allowed whether they let the connection pass
   * @param isolating the policies that select the end for this direction, sorted; none means that
   *     everything passes
   * @param allowing the rules that let it pass, {@code namespace/policy rule 2}, sorted
   */
  public record Side(
      String end,
      Direction direction,
      boolean allowed,
      ImmutableList<String> isolating,
      ImmutableList<String> allowing) {}

  /** Whether both ends let it pass. */
  public boolean allowed() {
    return sides.stream().allMatch(Side::allowed);
  }
}
