package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.docker.DockerEvaluation;
import dev.netgen.generator.verify.docker.DockerPlanEvaluation;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Proves a plan for running containers from its script: names work after every step, and in the end
 * every link does.
 */
public final class DockerPlanVerifier implements Verifier {
  private static final String SCRIPT = "docker/apply.sh";

  @Override
  public String target() {
    return "docker";
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    DockerPlanEvaluation evaluation = evaluation(request, files);
    List<LinkKey> allowed = new ArrayList<>();
    List<Proof.Denial> denied = new ArrayList<>();
    List<Proof.Denial> unjudged = new ArrayList<>();
    for (LinkKey link : request.graph().links().keySet()) {
      if (isOurs(link)) {
        Optional<String> blocker = blocker(request, link);
        Optional<String> reason = evaluation.refusal(link);
        if (blocker.isPresent()) {
          unjudged.add(new Proof.Denial(link, blocker.get()));
        } else if (reason.isEmpty()) {
          allowed.add(link);
        } else {
          denied.add(new Proof.Denial(link, SCRIPT + ": " + reason.get()));
        }
      }
    }
    return new Proof(
        target(),
        ImmutableList.copyOf(allowed),
        ImmutableList.copyOf(denied),
        granted(evaluation),
        ImmutableList.copyOf(unjudged),
        evaluation.reachability());
  }

  private static DockerPlanEvaluation evaluation(
      GenerationRequest request, ImmutableList<GeneratedFile> files) {
    GeneratedFile script =
        files.stream()
            .filter(file -> file.path().equals(SCRIPT))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.input("no plan to prove", SCRIPT, "report this as a defect"));
    List<DockerEvaluation.File> dumps =
        request.running().stream()
            .map(dump -> new DockerEvaluation.File(dump.name(), dump.text()))
            .toList();
    return DockerPlanEvaluation.of(
        dumps,
        new DockerEvaluation.File(script.path(), script.content()),
        request.graph(),
        request.engine());
  }

  private static ImmutableList<Proof.Grant> granted(DockerPlanEvaluation evaluation) {
    return evaluation.granted().stream()
        .sorted(
            Comparator.comparing(Proof.Grant::from)
                .thenComparing(Proof.Grant::to)
                .thenComparing(Proof.Grant::ports)
                .thenComparing(Proof.Grant::reason))
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean isOurs(LinkKey link) {
    return DockerPlanEvaluation.isContainer(link.from())
        || DockerPlanEvaluation.isContainer(link.to());
  }

  private static Optional<String> blocker(GenerationRequest request, LinkKey link) {
    if (!request.decided(link)) {
      return Optional.of("an end belongs to nobody known");
    }
    boolean kubernetes =
        link.from().kind() == PeerKind.KUBERNETES || link.to().kind() == PeerKind.KUBERNETES;
    return kubernetes ? Optional.of("an end is of another platform") : Optional.empty();
  }
}
