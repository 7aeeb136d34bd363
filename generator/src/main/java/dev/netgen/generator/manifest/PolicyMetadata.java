package dev.netgen.generator.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.problem.ProblemException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Iterator;

/**
 * The metadata of a policy, of which only names matter here. What stands there besides, as in an
 * object taken from a cluster, must be what the client library's own class takes.
 */
public final class PolicyMetadata {
  private static final ObjectMapper MODEL = new ObjectMapper();

  /** Fields whose types {@link PolicyShape} has looked at. */
  private static final ImmutableSet<String> PLAIN =
      ImmutableSet.of("name", "namespace", "labels", "annotations");

  private PolicyMetadata() {}

  /** Refuses metadata that the API has not. */
  public static void check(JsonNode metadata, String where) {
    if (!isPlain(metadata)) {
      try {
        MODEL.treeToValue(metadata, ObjectMeta.class);
      } catch (JsonProcessingException e) {
        throw ProblemException.input("not a NetworkPolicy", where, "report this as a defect", e);
      }
    }
  }

  /** The names of fields that metadata has not, of one that is checked. */
  public static ImmutableSet<String> unknown(JsonNode metadata) {
    return isPlain(metadata)
        ? ImmutableSet.of()
        : ImmutableSet.copyOf(
            MODEL.convertValue(metadata, ObjectMeta.class).getAdditionalProperties().keySet());
  }

  private static boolean isPlain(JsonNode metadata) {
    for (Iterator<String> names = metadata.fieldNames(); names.hasNext(); ) {
      if (!PLAIN.contains(names.next())) {
        return false;
      }
    }
    return true;
  }
}
