package dev.netgen.generator.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.model.problem.ProblemException;

/** Takes the documents of manifests, file by file in the order of their paths. */
public interface ManifestSink {
  /** A document: an object, or a list of objects. */
  void add(JsonNode document, String where);

  /** A document that could not be read. */
  void broken(ProblemException problem);
}
