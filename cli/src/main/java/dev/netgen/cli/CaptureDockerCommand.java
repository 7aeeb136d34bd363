package dev.netgen.cli;

import dev.netgen.capture.DockerCapture;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netgen capture docker}: the networks of a Compose project. */
@Command(
    name = "docker",
    description = {
      "Record the networks of a Compose project, and its containers as they come and go.",
      "The engine is the one docker itself would use (DOCKER_HOST)."
    },
    footerHeading = "%nExample:%n",
    footer = "  netgen capture docker --project shop --duration 60s -o recording/")
final class CaptureDockerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CaptureArguments arguments;

  @Option(
      names = "--project",
      required = true,
      paramLabel = "NAME",
      description = "The Compose project: the NAME of 'docker compose ls'.")
  private String project;

  @Option(
      names = "--host-interface",
      paramLabel = "NAME",
      description =
          "Record calls of published ports at this interface of the host too, such as eth0, to"
              + " tell at which of its addresses they are called. Repeatable; lo always is.")
  private List<String> hostInterfaces = List.of();

  @Override
  public Integer call() {
    return CaptureRun.of(spec)
        .of(new DockerCapture(arguments.options(), project, hostInterfaces)::run);
  }
}
