package dev.netgen.generator;

import dev.netgen.generator.target.Target;
import dev.netgen.generator.verify.Verifier;

/** A target and the evaluator that proves its sets. */
record ProvedTarget(Target target, Verifier verifier) {

  /** Checks that the evaluator is the target's. */
  ProvedTarget {
    if (!target.name().equals(verifier.target())) {
      throw new IllegalArgumentException(target.name() + " proved as " + verifier.target());
    }
  }
}
