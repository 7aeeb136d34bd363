package dev.netgen.generator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Turns a graph into each target's policies, each set re-read and proved. Writes nothing. */
public final class Generator {
  private final ImmutableList<ProvedTarget> targets;

  Generator(List<ProvedTarget> targets) {
    this.targets = ImmutableList.copyOf(targets);
  }

  /** The words for {@code -t}, in order. */
  public ImmutableList<String> names() {
    return targets.stream()
        .map(target -> target.target().name())
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * The policies and their proofs.
   *
   * @param names targets by word; none means those that fit the platforms of the graph's peers
   * @throws ProblemException when a target is unknown, fits no peer or cannot express the graph
   */
  public GenerationResult generate(GenerationRequest request, List<String> names) {
    ImmutableList.Builder<TargetResult> results = ImmutableList.builder();
    for (ProvedTarget target : chosen(request, ImmutableSet.copyOf(names))) {
      results.add(result(target, request));
    }
    return new GenerationResult(results.build());
  }

  private static TargetResult result(ProvedTarget target, GenerationRequest request) {
    Emission emission = target.target().emit(request);
    Proof proof = target.verifier().prove(request, emission.files());
    return new TargetResult(
        target.target().name(), emission.files(), emission.notes(), emission.silent(), proof);
  }

  private List<ProvedTarget> chosen(GenerationRequest request, Collection<String> names) {
    for (String name : names) {
      if (!names().contains(name)) {
        throw ProblemException.usage(
            "unknown target \"" + name + "\"", "-t", "known are " + String.join(", ", names()));
      }
    }
    List<ProvedTarget> chosen =
        targets.stream().filter(target -> wanted(target, names, request)).toList();
    if (chosen.isEmpty()) {
      throw ProblemException.usage(
          "no target fits the graph",
          platforms(request),
          "it needs peers of Kubernetes or of a Compose project, or containers (-t docker)");
    }
    return chosen;
  }

  private static boolean wanted(
      ProvedTarget target, Collection<String> names, GenerationRequest request) {
    boolean fits = target.target().fits(request);
    boolean named = names.contains(target.target().name());
    if (named && !fits) {
      throw ProblemException.usage(
          "target " + target.target().name() + " fits no peer of the graph",
          platforms(request),
          "leave -t out to have the targets that fit");
    }
    return named || (names.isEmpty() && fits && !target.target().onlyByName(request));
  }

  private static String platforms(GenerationRequest request) {
    TreeSet<String> present = new TreeSet<>();
    for (PeerId id : request.graph().peers().keySet()) {
      if (id.kind() == PeerKind.KUBERNETES) {
        present.add("kubernetes");
      } else if (id.kind() == PeerKind.DOCKER) {
        present.add(id.composeProject().isPresent() ? "compose" : "docker without Compose");
      }
    }
    return present.isEmpty() ? "it has no workloads" : "it has " + String.join(", ", present);
  }
}
