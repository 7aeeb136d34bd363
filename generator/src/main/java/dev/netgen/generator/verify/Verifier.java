package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.proof.Proof;

/** Proves a generated set from its own text; shares no code with what emitted it. */
public interface Verifier {
  /** The target whose sets it proves. */
  String target();

  /** Reads the files and compares what they allow with the request's graph. */
  Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files);
}
