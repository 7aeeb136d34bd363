package dev.netgen.analyzer.listing;

import dev.netgen.analyzer.settle.Basis;

/** What the whole run tells of each group of conversations. */
@FunctionalInterface
public interface LateDecisions {
  /**
   * The decision.
   *
   * @param group the group's number, or -1 for a conversation without one
   * @param basis how the conversation's own direction is known
   * @param state how it went
   */
  LateDecision of(int group, Basis basis, String state);
}
