package dev.netgen.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a verb: help, version, and the options every verb has. */
@Command(
    name = "netgen",
    synopsisSubcommandLabel = "VERB",
    description =
        "Turns recorded container traffic into a least-privilege communication graph, and the"
            + " graph into network policies, with a proof.",
    versionProvider = Netgen.Version.class,
    scope = ScopeType.LOCAL,
    footerHeading = "%nExample:%n",
    footer = "  netgen generate recording/ -o policies/",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and something to look at: a difference, a finding, something unproved",
      "2:the command line asks for something impossible, or a foreign file is in the way",
      "3:an input cannot be used",
      "4:the machine lacks something: a permission, an engine, a writable place",
      "70:internal error, a defect of netgen"
    })
@SuppressWarnings("UnusedVariable") // picocli handles help and version; ErrorReporter sees --debug
final class Netgen implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  @Option(
      names = ErrorReporter.TRACE_OPTION,
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }

  /** The version the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = Netgen.class.getPackage().getImplementationVersion();
      return new String[] {
        "netgen " + (built == null ? "(not packaged)" : built),
        "Java " + Runtime.version() + ", picocli " + CommandLine.VERSION
      };
    }
  }
}
