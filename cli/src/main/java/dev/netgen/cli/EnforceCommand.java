package dev.netgen.cli;

import dev.netgen.capture.CaptureObserver;
import dev.netgen.capture.StopLatch;
import dev.netgen.capture.docker.DockerEngine;
import dev.netgen.capture.firewall.Counted;
import dev.netgen.capture.firewall.Enforcement;
import dev.netgen.capture.firewall.Nft;
import dev.netgen.capture.firewall.Refused;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.report.PlainLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen enforce}: generated rules in force on this machine. */
@Command(
    name = "enforce",
    description = {
      "Load the rules that generate -t nftables wrote, for the containers of a Docker engine.",
      "A container is let through by its service's rules once it is verified, never before. Without"
          + " --watch that is who runs now; with it, whoever runs. The rules stay in force when"
          + " netgen ends, also by a signal: what starts afterwards is closed."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  netgen enforce policies/ --check --watch",
      "  netgen enforce policies/ --watch",
      "  netgen enforce policies/ --remove"
    })
final class EnforceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      description = "Where generate wrote the rules: DIR/nftables, or that directory.")
  private Path directory;

  @ArgGroup private @Nullable Mode mode;

  @Option(
      names = "--watch",
      description = "Keep the sets of addresses as the engine's containers are, until a signal.")
  private boolean watch;

  @Option(
      names = {"-H", "--host"},
      paramLabel = "ADDRESS",
      description = "The engine, such as unix:///run/docker.sock; default: DOCKER_HOST.")
  private @Nullable String host;

  /** One of these. */
  static final class Mode {
    @Option(
        names = "--check",
        description =
            "Count what would be dropped and drop nothing. Shown are the counts at the end of"
                + " --watch; without it those since the rules were loaded before.")
    private boolean check;

    @Option(names = "--remove", description = "Take the rules away.")
    private boolean remove;
  }

  @Override
  public Integer call() {
    RuleFiles files = RuleFiles.in(directory);
    Nft nft = Nft.find();
    if (mode != null && mode.remove) {
      return remove(files, nft);
    }
    boolean check = mode != null && mode.check;
    String address = host;
    DockerEngine engine = address == null ? DockerEngine.connect() : DockerEngine.connect(address);
    Enforcement enforcement =
        new Enforcement(files.rules(), files.texts(), check, engine, nft, observer());
    if (watch) {
      StopLatch stop = new StopLatch();
      StopSignals.install(stop);
      enforcement.watch(stop);
    } else {
      enforcement.load();
    }
    Counted counted = watch ? enforcement.counted() : enforcement.before();
    tell(counted, files, check);
    return enforcement.held() && (!check || counted.isEmpty()) ? 0 : 1;
  }

  private int remove(RuleFiles files, Nft nft) {
    if (watch || host != null) {
      throw ProblemException.usage(
          "--remove asks no engine", watch ? "--watch" : "--host", "leave it out");
    }
    boolean any = Enforcement.remove(files.rules(), nft);
    line((any ? "removed " : "there was no ") + files.rules().table());
    return 0;
  }

  /** Once loaded the counters are empty: without --watch those before that tell more. */
  private void tell(Counted counted, RuleFiles files, boolean check) {
    PrintWriter out = spec.commandLine().getOut();
    counted.packets().forEach((what, packets) -> out.println(what + ": " + packets + " packets"));
    for (Refused refused : counted.refused()) {
      out.println(
          PlainLines.line(
              "refused "
                  + refused.from()
                  + " -> "
                  + refused.to()
                  + " "
                  + refused.port()
                  + ", "
                  + refused.packets()
                  + " packets"));
    }
    out.flush();
    line(
        files.rules().table()
            + " stays "
            + (check ? "and counts, dropping nothing" : "in force")
            + "; containers that start from now on are "
            + (check ? "counted as unknown" : "closed")
            + "; netgen enforce --remove takes it away");
  }

  private CaptureObserver observer() {
    return this::line;
  }

  private void line(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("netgen: " + PlainLines.line(text));
    err.flush();
  }
}
