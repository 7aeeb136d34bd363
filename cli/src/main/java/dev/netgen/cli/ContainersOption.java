package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.GenerationRequest.Inspected;
import dev.netgen.model.format.Documents;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that tells which containers and Docker networks there are now. */
final class ContainersOption {
  private static final int MAX_BYTES = 64 << 20;
  private static final ImmutableList<String> KINDS =
      ImmutableList.of("-docker-containers.json", "-docker-networks.json");

  @Option(
      names = "--containers",
      paramLabel = "FILE",
      description =
          "What runs now, for -t docker: the output of docker inspect of all containers and of"
              + " docker network inspect of all networks; repeatable. Default: the last of the"
              + " recordings given as input.")
  private List<Path> files = new ArrayList<>();

  /** The request with what runs, where it has containers of no project. */
  GenerationRequest applied(GenerationRequest request, List<Path> inputs) {
    boolean wanted =
        request.graph().peers().keySet().stream()
            .anyMatch(id -> id.kind() == PeerKind.DOCKER && id.composeProject().isEmpty());
    List<Path> from = new ArrayList<>(files);
    if (files.isEmpty() && wanted) {
      inputs.forEach(input -> from.addAll(last(input)));
    }
    return request.withRunning(
        from.stream()
            .map(file -> new Inspected(file.toString(), Documents.text(file, MAX_BYTES)))
            .toList());
  }

  /** Whether it was given. */
  boolean given() {
    return !files.isEmpty();
  }

  /** The last snapshot of either kind in a recording; none where the input is no recording. */
  private static List<Path> last(Path input) {
    Path folder = input.resolve("inventory");
    List<Path> last = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      for (String kind : KINDS) {
        try (Stream<Path> all = Files.list(folder)) {
          all.filter(file -> file.toString().endsWith(kind))
              .max(Path::compareTo)
              .ifPresent(last::add);
        } catch (IOException e) {
          throw ProblemException.environment(
              "cannot be listed", folder.toString(), "check its permissions", e);
        }
      }
    }
    return last;
  }
}
