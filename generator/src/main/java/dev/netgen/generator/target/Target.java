package dev.netgen.generator.target;

/** A platform policies are written for. */
public interface Target {
  /** The word for {@code -t}. */
  String name();

  /** Whether any peer of the graph is of this platform. */
  boolean fits(GenerationRequest request);

  /** Whether it is made only when it is named: what it writes does the same as another target. */
  default boolean onlyByName() {
    return false;
  }

  /** The same for this request. */
  default boolean onlyByName(GenerationRequest request) {
    return onlyByName();
  }

  /** The policies; throws ProblemException where the input cannot be expressed. */
  Emission emit(GenerationRequest request);
}
