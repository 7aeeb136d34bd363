package dev.netgen.generator.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * A namespace as selectors of policies see it.
 *
 * @param name its name
 * @param labels as its manifest has them
 */
public record NamespaceLabels(String name, ImmutableMap<String, String> labels) {

  /** Of a Namespace object; throws ProblemException where the API server would refuse it. */
  public static NamespaceLabels of(JsonNode object, String where) {
    JsonNode metadata = PolicyShape.namespace(object, where);
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> label : metadata.path("labels").properties()) {
      labels.put(label.getKey(), label.getValue().textValue());
    }
    return new NamespaceLabels(metadata.path("name").textValue(), labels.buildOrThrow());
  }
}
