package dev.netgen.generator;

import com.google.common.collect.ImmutableList;

/**
 * The sets of one run.
 *
 * @param targets in the order of {@link Generator#names()}
 */
public record GenerationResult(ImmutableList<TargetResult> targets) {

  /** Whether every proof holds; otherwise none of the files may be written. */
  public boolean holds() {
    return targets.stream().allMatch(target -> target.proof().holds());
  }

  /** Whether all that policies are made for could be isolated as a whole. */
  public boolean whole() {
    return targets.stream().allMatch(target -> target.silent().isEmpty());
  }
}
