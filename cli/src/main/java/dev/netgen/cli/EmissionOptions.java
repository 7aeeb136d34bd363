package dev.netgen.cli;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Options that say how Kubernetes policies are written. */
final class EmissionOptions {
  @Option(
      names = "--enforcer",
      paramLabel = "NAME",
      description =
          "Who enforces the policies: generic, calico, cilium, ovn, aws, kube-router; default:"
              + " generic. What differs: docs/ENFORCERS.md.")
  private String enforcer = Enforcers.GENERIC.name();

  @Option(
      names = "--include-namespace",
      split = ",",
      paramLabel = "NAMESPACE",
      description = "Isolate this namespace as well, which is left alone otherwise: kube-system.")
  private List<String> included = new ArrayList<>();

  @Option(
      names = "--exclude-namespace",
      split = ",",
      paramLabel = "NAMESPACE",
      description = "Leave this namespace alone: nothing in it is isolated; repeatable.")
  private List<String> excluded = new ArrayList<>();

  @Option(
      names = "--kustomize",
      description = "Write a kustomization.yaml as well: the policies as a component of kustomize.")
  private boolean kustomize;

  /** The request for this enforcer and these namespaces. */
  GenerationRequest applied(GenerationRequest request) {
    for (String namespace : included) {
      if (excluded.contains(namespace)) {
        throw ProblemException.usage(
            "a namespace is included and excluded", namespace, "leave one of the options out");
      }
    }
    TreeSet<String> leftAlone = new TreeSet<>(GenerationRequest.SYSTEM);
    leftAlone.addAll(excluded);
    included.forEach(leftAlone::remove);
    return request
        .withEnforcer(Enforcers.named(enforcer))
        .withLeftAlone(ImmutableSortedSet.copyOfSorted(leftAlone));
  }

  /** Whether a kustomization is asked for. */
  boolean kustomize() {
    return kustomize;
  }
}
