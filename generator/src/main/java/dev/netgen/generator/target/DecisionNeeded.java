package dev.netgen.generator.target;

import com.google.common.collect.ImmutableList;

/**
 * Nothing can be made within what was set, and a person has to choose; exit code 1. The message is
 * what cannot be had, the lines lay out the choice.
 */
public final class DecisionNeeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImmutableList<String> lines;

  /** What cannot be had, and what can. */
  public DecisionNeeded(String message, ImmutableList<String> lines) {
    super(message);
    this.lines = lines;
  }

  /** The choice, line by line. */
  public ImmutableList<String> lines() {
    return lines;
  }
}
