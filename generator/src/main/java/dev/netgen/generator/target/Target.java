package dev.netgen.generator.target;

import com.google.common.collect.ImmutableList;

/** A platform policies are written for. */
public interface Target {
  /** The word for {@code -t}. */
  String name();

  /** Whether any peer of the graph is of this platform. */
  boolean fits(GenerationRequest request);

  /** The policies, sorted by path; throws ProblemException where the input cannot be expressed. */
  ImmutableList<GeneratedFile> emit(GenerationRequest request);
}
