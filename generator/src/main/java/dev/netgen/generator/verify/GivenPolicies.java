package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.connectivity.ManifestReader;
import dev.netgen.generator.connectivity.ManifestSink;
import dev.netgen.generator.manifest.NamespaceLabels;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * NetworkPolicies that people gave, with what else of the same files bears on them.
 *
 * @param policies sorted by name; of two with one name the last, as the API server keeps it
 * @param namespaces labels of namespaces that were declared
 * @param broken documents that could not be used, one line each
 * @param notes what was not taken into account, one line each
 */
public record GivenPolicies(
    ImmutableList<IsolationPolicy> policies,
    ImmutableSortedMap<String, ImmutableMap<String, String>> namespaces,
    ImmutableSortedSet<String> broken,
    ImmutableSortedSet<String> notes) {

  private static final String NAME = "kubernetes.io/metadata.name";

  /** No policies. */
  public static GivenPolicies none() {
    return new GivenPolicies(
        ImmutableList.of(),
        ImmutableSortedMap.of(),
        ImmutableSortedSet.of(),
        ImmutableSortedSet.of());
  }

  /**
   * Reads files and folders of YAML and JSON; what is wrong with one document does not touch the
   * others.
   *
   * @throws ProblemException when a path cannot be read at all
   */
  public static GivenPolicies read(Iterable<Path> paths) {
    Collector collector = new Collector();
    ManifestReader.read(paths, collector);
    return collector.policies();
  }

  /**
   * Namespaces of the graph whose labels policies ask for and no manifest here tells, in a line for
   * people; of every namespace its name is known, as {@code kubernetes.io/metadata.name}.
   */
  public Optional<String> unknownNamespaces(CommunicationGraph graph) {
    TreeSet<String> asked = new TreeSet<>();
    for (IsolationPolicy policy : policies) {
      for (Direction direction : Direction.values()) {
        for (IsolationRule rule : policy.rules(direction)) {
          rule.pods().forEach(term -> term.namespaces().ifPresent(q -> asked.addAll(q.keys())));
        }
      }
    }
    asked.remove(NAME);
    TreeSet<String> unknown = new TreeSet<>();
    for (PeerId peer : graph.peers().keySet()) {
      peer.namespace().filter(name -> !namespaces.containsKey(name)).ifPresent(unknown::add);
    }
    return asked.isEmpty() || unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "policies select namespaces by label "
                + String.join(", ", asked)
                + ", which no manifest given tells of "
                + String.join(", ", unknown)
                + ": their name alone is known; give their Namespace objects as well");
  }

  private static final class Collector implements ManifestSink {
    private final TreeMap<String, IsolationPolicy> policies = new TreeMap<>();
    private final TreeMap<String, ImmutableMap<String, String>> namespaces = new TreeMap<>();
    private final TreeMap<String, Integer> skipped = new TreeMap<>();
    private final TreeSet<String> broken = new TreeSet<>();
    private final TreeSet<String> notes = new TreeSet<>();

    @Override
    public void add(JsonNode document, String where) {
      add(document, where, document.path("apiVersion").asText(), document.path("kind").asText());
    }

    @Override
    public void broken(ProblemException problem) {
      broken.add(problem.getMessage());
    }

    private void add(JsonNode document, String where, String version, String kind) {
      try {
        if (!document.isObject() || kind.isEmpty()) {
          throw ProblemException.input("no Kubernetes object", where, "give manifests");
        }
        if (kind.endsWith("List") && document.path("items").isArray()) {
          list(document, where, version, kind);
        } else {
          object(document, where, version, kind);
        }
      } catch (ProblemException e) {
        broken(e);
      }
    }

    /** Elements of a typed list may leave version and kind to the list. */
    private void list(JsonNode list, String where, String version, String kind) {
      int index = 0;
      for (JsonNode item : list.path("items")) {
        add(
            item,
            where + " items[" + index++ + "]",
            item.path("apiVersion").asText(version),
            item.path("kind").asText(kind.substring(0, kind.length() - "List".length())));
      }
    }

    private void object(JsonNode document, String where, String version, String kind) {
      if (kind.equals("NetworkPolicy") && version.equals(PolicyReader.API_VERSION)) {
        policy(document, where);
      } else if (kind.equals("Namespace") && version.equals("v1")) {
        NamespaceLabels namespace = NamespaceLabels.of(document, where);
        if (namespaces.put(namespace.name(), namespace.labels()) != null) {
          notes.add("namespace " + namespace.name() + " is given again, the last counts: " + where);
        }
      } else {
        String what = version.isEmpty() ? " without apiVersion" : " of " + version;
        skipped.merge(kind + what, 1, Integer::sum);
      }
    }

    private void policy(JsonNode document, String where) {
      JsonNode read = PolicyReader.lenient(document, where);
      IsolationPolicy policy = PolicyCompiler.compile(read, where);
      for (String field : UnknownFields.of(read)) {
        if (!field.equals("policy.status")) {
          notes.add("unknown field " + field + ", which the API server drops: " + where);
        }
      }
      IsolationPolicy before = policies.put(policy.fullName(), policy);
      if (before != null) {
        notes.add(
            "policy "
                + policy.fullName()
                + " is given twice, the last counts: "
                + before.where()
                + ", "
                + where);
      }
    }

    GivenPolicies policies() {
      skipped.forEach((kind, count) -> notes.add("not taken into account: " + count + " " + kind));
      return new GivenPolicies(
          ImmutableList.copyOf(policies.values()),
          ImmutableSortedMap.copyOf(namespaces),
          ImmutableSortedSet.copyOf(broken),
          ImmutableSortedSet.copyOf(notes));
    }
  }
}
