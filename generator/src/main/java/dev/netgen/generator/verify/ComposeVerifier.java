package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.docker.DockerEvaluation;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Proves Compose networks against the graph, for the engine of the request: each file for itself,
 * an override laid over the user's file.
 */
public final class ComposeVerifier implements Verifier {
  /** Of grants. */
  static final Comparator<Proof.Grant> ORDER =
      Comparator.comparing(Proof.Grant::from)
          .thenComparing(Proof.Grant::to)
          .thenComparing(Proof.Grant::ports)
          .thenComparing(Proof.Grant::reason);

  /** What is proved of a file. */
  private record View(String file, DockerEvaluation evaluation) {}

  @Override
  public String target() {
    return "compose";
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    return proof(
        request,
        files.parallelStream().map(file -> view(request, file)).flatMap(Optional::stream).toList());
  }

  /**
   * Proves files that people gave, together one project, each laid over those before it.
   *
   * @param given the files, and the rules beside them where there are any
   */
  public Proof proveGiven(GenerationRequest request, GivenCompose given) {
    DockerEvaluation evaluation = evaluation(request, given.files(), true);
    Proof proof = proof(request, List.of(new View(given.files().get(0).name(), evaluation)));
    return given
        .rules()
        .map(rules -> GuardedCompose.prove(request, evaluation, proof, rules))
        .orElse(proof);
  }

  private Proof proof(GenerationRequest request, List<View> views) {
    if (views.isEmpty()) {
      throw ProblemException.input(
          "no Compose file to prove", "compose", "report this as a defect");
    }
    List<LinkKey> allowed = new ArrayList<>();
    List<Proof.Denial> denied = new ArrayList<>();
    List<Proof.Denial> unjudged = new ArrayList<>();
    for (LinkKey link : request.graph().links().keySet()) {
      if (isDocker(link.from()) || isDocker(link.to())) {
        Optional<String> blocker = blocker(request, link);
        List<String> reasons = new ArrayList<>();
        views.forEach(view -> refusal(view, link).ifPresent(reasons::add));
        if (blocker.isPresent()) {
          unjudged.add(new Proof.Denial(link, blocker.get()));
        } else if (reasons.isEmpty()) {
          allowed.add(link);
        } else {
          denied.add(new Proof.Denial(link, String.join("; ", reasons)));
        }
      }
    }
    return new Proof(
        target(),
        ImmutableList.copyOf(allowed),
        ImmutableList.copyOf(denied),
        granted(views),
        ImmutableList.copyOf(unjudged),
        views.get(0).evaluation().reachability());
  }

  private static ImmutableList<Proof.Grant> granted(List<View> views) {
    TreeSet<Proof.Grant> granted = new TreeSet<>(ORDER);
    views.forEach(view -> granted.addAll(view.evaluation().granted()));
    return ImmutableList.copyOf(granted);
  }

  private static Optional<View> view(GenerationRequest request, GeneratedFile file) {
    List<DockerEvaluation.File> files = new ArrayList<>();
    boolean whole = request.compose().isPresent();
    if (file.path().contains("override")) {
      if (!whole) {
        return Optional.empty();
      }
      request
          .compose()
          .ifPresent(user -> files.add(new DockerEvaluation.File(user.name(), user.text())));
    }
    files.add(new DockerEvaluation.File(file.path(), file.content()));
    return Optional.of(new View(file.path(), evaluation(request, files, whole)));
  }

  private static DockerEvaluation evaluation(
      GenerationRequest request, List<DockerEvaluation.File> files, boolean whole) {
    return DockerEvaluation.of(project(request), files, request.graph(), request.engine(), whole);
  }

  /** The project of the graph's services; a word where there is none or are several. */
  private static String project(GenerationRequest request) {
    TreeSet<String> projects = new TreeSet<>();
    request.graph().peers().keySet().forEach(id -> id.composeProject().ifPresent(projects::add));
    return projects.size() == 1 ? projects.first() : "project";
  }

  private static boolean isDocker(PeerId id) {
    return id.kind() == PeerKind.DOCKER;
  }

  private static Optional<String> blocker(GenerationRequest request, LinkKey link) {
    for (PeerId end : List.of(link.from(), link.to())) {
      if (end.kind() == PeerKind.UNRESOLVED && !request.decided(link)) {
        return Optional.of(end + " belongs to nobody known");
      }
      if (end.kind() == PeerKind.KUBERNETES) {
        return Optional.of(end + " is of another platform");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refusal(View view, LinkKey link) {
    return view.evaluation().refusal(link).map(reason -> view.file() + ": " + reason);
  }
}
