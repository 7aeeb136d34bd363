package dev.netgen.generator.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.format.Documents;
import dev.netgen.model.problem.ProblemException;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.util.List;

/**
 * NetworkPolicies back from their text. Strict: what fabric8's model of networking.k8s.io/v1 does
 * not know is a problem.
 */
final class PolicyReader {
  static final String API_VERSION = "networking.k8s.io/v1";

  private static final ObjectMapper MODEL = new ObjectMapper();

  private PolicyReader() {}

  static ImmutableList<IsolationPolicy> read(Iterable<GeneratedFile> files) {
    return ImmutableList.copyOf(files).parallelStream()
        .filter(file -> file.path().endsWith(".yaml") || file.path().endsWith(".yml"))
        .map(PolicyReader::read)
        .flatMap(List::stream)
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<IsolationPolicy> read(GeneratedFile file) {
    if (!file.content().contains("\n---")) {
      return ImmutableList.of(compiled(Documents.yaml(file.path(), file.content()), file.path()));
    }
    ImmutableList.Builder<IsolationPolicy> policies = ImmutableList.builder();
    YAMLMapper yaml = new YAMLMapper();
    try (MappingIterator<JsonNode> documents =
        yaml.readerFor(JsonNode.class).readValues(file.content())) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (!document.isNull() && !document.isMissingNode()) {
          policies.add(compiled(document, file.path()));
        }
      }
    } catch (IOException e) {
      throw invalid("not valid YAML", file.path(), e);
    }
    return policies.build();
  }

  private static IsolationPolicy compiled(JsonNode document, String where) {
    return PolicyCompiler.compile(policyOfKind(document, where), where);
  }

  private static NetworkPolicy policyOfKind(JsonNode document, String where) {
    String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
    if (!kind.equals(API_VERSION + " NetworkPolicy")) {
      throw ProblemException.input(
          "expected a NetworkPolicy of " + API_VERSION + ", found another kind",
          where,
          "report this as a defect");
    }
    return policy(document, where);
  }

  /** The policy in a tree, whose kind is known; strict about fields. */
  static NetworkPolicy policy(JsonNode document, String where) {
    NetworkPolicy policy = lenient(document, where);
    UnknownFields.refuse(policy, where);
    return policy;
  }

  /** The same, leaving unknown fields to who asks. */
  static NetworkPolicy lenient(JsonNode document, String where) {
    try {
      NetworkPolicy policy =
          MODEL.treeToValue(PolicyShape.checked(document, where), NetworkPolicy.class);
      if (policy.getMetadata() == null || policy.getSpec() == null) {
        throw ProblemException.input(
            "policy without metadata or spec", where, "correct it, or leave it out");
      }
      return policy;
    } catch (JsonProcessingException e) {
      throw invalid("not a NetworkPolicy", where, e);
    }
  }

  private static ProblemException invalid(String what, String where, IOException e) {
    return ProblemException.input(what, where, "report this as a defect", e);
  }
}
