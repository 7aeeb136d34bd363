package dev.netgen.cli;

import dev.netgen.generator.GenerationResult;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.GivenPolicies;
import dev.netgen.generator.verify.PolicyVerification;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import dev.netgen.report.PlainLines;
import dev.netgen.report.UnionText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Policies that are in force already, and go on being so beside those that are generated. */
final class ExistingPolicies {
  private static final String KUBERNETES = "kubernetes";

  @Option(
      names = "--existing",
      paramLabel = "FILES",
      description =
          "Kubernetes policies that exist already, a file or a folder; repeatable. What both"
              + " together deny fails the run, and so does a document that cannot be used; what the"
              + " old ones grant besides is listed.")
  private List<Path> existing = new ArrayList<>();

  /**
   * What existing and generated policies allow together.
   *
   * @param whole whether every existing document could be used
   */
  record Union(Proof proof, boolean whole) {}

  /**
   * What both together allow; empty where none were given. A policy that is generated replaces an
   * existing one of its name.
   */
  Optional<Union> union(GenerationRequest request, GenerationResult result, PrintWriter err) {
    if (existing.isEmpty()) {
      return Optional.empty();
    }
    GivenPolicies given = GivenPolicies.read(existing);
    given.broken().forEach(line -> err.println("existing, not used: " + PlainLines.line(line)));
    given.notes().forEach(line -> err.println("existing: " + PlainLines.line(line)));
    given
        .unknownNamespaces(request.graph())
        .ifPresent(line -> err.println("existing: " + PlainLines.line(line)));
    return Optional.of(
        new Union(
            PolicyVerification.union(request, given, kubernetes(result).files()),
            given.broken().isEmpty()));
  }

  /** Tells what the union denies, and what policies that were not generated grant. */
  void tell(Union union, GenerationResult result, PrintWriter out) {
    out.print(UnionText.write(union.proof(), kubernetes(result).proof()));
  }

  private TargetResult kubernetes(GenerationResult result) {
    return result.targets().stream()
        .filter(target -> target.target().equals(KUBERNETES))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.usage(
                    "--existing without the target " + KUBERNETES,
                    existing.get(0).toString(),
                    "leave it out, or generate for a graph of Kubernetes workloads"));
  }
}
