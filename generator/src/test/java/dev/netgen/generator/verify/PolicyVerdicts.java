package dev.netgen.generator.verify;

import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.net.Port;

/** The proofs' evaluator, for tests elsewhere that ask it one connection after the other. */
public final class PolicyVerdicts {
  private final PolicyEvaluator evaluator;

  /** An evaluator of the policies in these files, which are the whole state. */
  public PolicyVerdicts(Iterable<GeneratedFile> files) {
    evaluator = new PolicyEvaluator(PolicyReader.read(files));
  }

  /** Whether a connection passes both ends' policies. */
  public boolean allowed(Endpoint from, Endpoint to, Port port) {
    return evaluator.connection(from, to, port).allowed();
  }
}
