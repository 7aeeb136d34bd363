package dev.netgen.cli;

import dev.netgen.generator.GenerationResult;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A generated set as one stream of YAML documents, for {@code -o -}. */
final class PolicyStream {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  private PolicyStream() {}

  /** Whether the output is the stream. */
  static boolean isMeant(Path output) {
    return output.equals(STANDARD_OUTPUT);
  }

  /** Refuses what is no stream: several targets, and Compose files. */
  static void check(GenerationResult result, boolean kustomize) {
    boolean documents =
        result.targets().size() == 1
            && !GenerateCommand.DOCKER.contains(result.targets().get(0).target());
    if (!documents || kustomize) {
      throw ProblemException.usage(
          "not one stream of policies",
          "-o -",
          kustomize ? "leave --kustomize out" : "name one Kubernetes target with -t");
    }
  }

  /** All documents, in the order of their files. */
  static String text(TargetResult target) {
    return target.files().stream().map(GeneratedFile::content).collect(Collectors.joining("---\n"));
  }
}
