package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Interner;
import dev.netgen.generator.manifest.PolicyMetadata;
import dev.netgen.generator.manifest.PolicyShape;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.format.Documents;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * NetworkPolicies back from their text. Strict: what networking.k8s.io/v1 does not know is a
 * problem.
 */
final class PolicyReader {
  static final String API_VERSION = "networking.k8s.io/v1";

  private PolicyReader() {}

  static ImmutableList<IsolationPolicy> read(Iterable<GeneratedFile> files) {
    Interner<LabelQuery> queries = new KnownQueries();
    return ImmutableList.copyOf(files).parallelStream()
        .filter(file -> file.path().endsWith(".yaml") || file.path().endsWith(".yml"))
        .map(file -> read(file, queries))
        .flatMap(List::stream)
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<IsolationPolicy> read(
      GeneratedFile file, Interner<LabelQuery> queries) {
    Optional<JsonNode> plain = Documents.plainYaml(file.content());
    if (plain.isPresent()) {
      return ImmutableList.of(compiled(plain.get(), file.path(), queries));
    }
    if (!file.content().contains("\n---")) {
      return ImmutableList.of(
          compiled(Documents.yaml(file.path(), file.content()), file.path(), queries));
    }
    ImmutableList.Builder<IsolationPolicy> policies = ImmutableList.builder();
    YAMLMapper yaml = new YAMLMapper();
    try (MappingIterator<JsonNode> documents =
        yaml.readerFor(JsonNode.class).readValues(file.content())) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (!document.isNull() && !document.isMissingNode()) {
          policies.add(compiled(document, file.path(), queries));
        }
      }
    } catch (IOException e) {
      throw invalid("not valid YAML", file.path(), e);
    }
    return policies.build();
  }

  private static IsolationPolicy compiled(
      JsonNode document, String where, Interner<LabelQuery> queries) {
    String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
    if (!kind.equals(API_VERSION + " NetworkPolicy")) {
      throw ProblemException.input(
          "expected a NetworkPolicy of " + API_VERSION + ", found another kind",
          where,
          "report this as a defect");
    }
    return PolicyCompiler.compile(policy(document, where), where, queries);
  }

  /** The policy in a tree, whose kind is known; strict about fields. */
  static JsonNode policy(JsonNode document, String where) {
    JsonNode policy = lenient(document, where);
    UnknownFields.refuse(policy, where);
    return policy;
  }

  /** The same, leaving unknown fields to who asks. */
  static JsonNode lenient(JsonNode document, String where) {
    JsonNode policy = PolicyShape.checked(document, where);
    PolicyMetadata.check(policy.path("metadata"), where);
    if (!policy.has("metadata")) {
      throw ProblemException.input("policy without metadata", where, "correct it, or leave it out");
    }
    return policy;
  }

  private static ProblemException invalid(String what, String where, IOException e) {
    return ProblemException.input(what, where, "report this as a defect", e);
  }
}
