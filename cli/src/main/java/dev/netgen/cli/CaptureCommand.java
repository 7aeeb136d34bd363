package dev.netgen.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code netgen capture}: the live world to a recording. */
@Command(
    name = "capture",
    description = "Record traffic and the inventory that explains it.",
    synopsisSubcommandLabel = "SOURCE",
    footerHeading = "%nExample:%n",
    footer = "  netgen capture docker --project shop -o recording/",
    subcommands = {CaptureDockerCommand.class, CaptureInterfaceCommand.class})
final class CaptureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Missing source: name what to record: docker or interface");
  }
}
