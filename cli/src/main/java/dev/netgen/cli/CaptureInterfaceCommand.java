package dev.netgen.cli;

import dev.netgen.capture.InterfaceCapture;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen capture interface}: interfaces named one by one. */
@Command(
    name = "interface",
    description = "Record interfaces of this network namespace.",
    footerHeading = "%nExample:%n",
    footer = "  netgen capture interface eth0 --inventory pods.json --duration 5m -o recording/")
final class CaptureInterfaceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CaptureArguments arguments;

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "Interfaces as 'ip link' names them; 'any' for all at once.")
  private List<String> names;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description =
          "Who is who: JSON of kubectl get, docker inspect or docker network inspect; kept without"
              + " secrets, read again when it changes. May be repeated.")
  private List<Path> inventories = List.of();

  @Override
  public Integer call() {
    InterfaceCapture capture = new InterfaceCapture(arguments.options(), names, inventories);
    return CaptureRun.of(spec).of(capture::run);
  }
}
