package dev.netgen.cli;

import dev.netgen.generator.connectivity.ConnectivityMap;
import dev.netgen.generator.connectivity.ConnectivityQuestion;
import dev.netgen.generator.connectivity.ManifestReader;
import dev.netgen.generator.connectivity.Manifests;
import dev.netgen.model.connectivity.Connectivity;
import dev.netgen.model.connectivity.Verdict;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.report.ConnectivityDot;
import dev.netgen.report.ConnectivityJson;
import dev.netgen.report.ConnectivityMarkdown;
import dev.netgen.report.ConnectivityText;
import dev.netgen.report.PlainLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen connectivity}: what manifests with their NetworkPolicies allow. */
@Command(
    name = "connectivity",
    description = {
      "List what these Kubernetes manifests allow: one line for each two workloads that may connect.",
      "Exits 1 when a document could not be used, 0 otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  netgen connectivity manifests/ policies/",
      "  netgen connectivity manifests/ --explain shop/cart 10.0.0.1 443/tcp"
    })
final class ConnectivityCommand implements Callable<Integer> {
  /** How the list is written. */
  enum Format {
    TXT,
    JSON,
    MD,
    DOT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "MANIFESTS",
      description = "Files, or folders with all .yaml, .yml and .json below them.")
  private List<Path> manifests = new ArrayList<>();

  @Option(
      names = {"-f", "--format"},
      defaultValue = "txt",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--explain",
      arity = "3",
      paramLabel = "FROM TO PORT",
      hideParamSyntax = true,
      description =
          "Instead: whether FROM may connect to PORT (8080/tcp) of TO, and which policies and rules"
              + " decide. Ends are namespace/name, or addresses outside.")
  private List<String> question = new ArrayList<>();

  @Override
  public Integer call() {
    Manifests read = ManifestReader.read(manifests);
    PrintWriter err = spec.commandLine().getErr();
    read.broken().forEach(line -> err.println("not used: " + PlainLines.line(line)));
    read.notes().forEach(line -> err.println("note: " + PlainLines.line(line)));
    spec.commandLine().getOut().print(question.isEmpty() ? list(read) : answer(read));
    return read.broken().isEmpty() ? 0 : 1;
  }

  private String list(Manifests read) {
    Connectivity connectivity = ConnectivityMap.of(read);
    return switch (format) {
      case TXT -> ConnectivityText.write(connectivity);
      case JSON -> ConnectivityJson.write(connectivity);
      case MD -> ConnectivityMarkdown.write(connectivity);
      case DOT -> ConnectivityDot.write(connectivity);
    };
  }

  private String answer(Manifests read) {
    Verdict verdict = new ConnectivityQuestion(read).ask(question.get(0), question.get(1), port());
    return switch (format) {
      case TXT -> ConnectivityText.write(verdict);
      case JSON -> ConnectivityJson.write(verdict);
      case MD, DOT ->
          throw ProblemException.usage(
              "--explain answers in txt or json", "--format " + format, "choose one of them");
    };
  }

  private Port port() {
    try {
      return Port.parse(question.get(2));
    } catch (IllegalArgumentException e) {
      throw ProblemException.usage("not a port", question.get(2), "write it like 8080/tcp");
    }
  }
}
