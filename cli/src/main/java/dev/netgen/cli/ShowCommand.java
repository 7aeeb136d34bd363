package dev.netgen.cli;

import dev.netgen.report.GraphMermaid;
import dev.netgen.report.GraphText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen show}: a graph or recording for people to look at. */
@Command(
    name = "show",
    description = "Print a graph, or what a recording shows, for people.",
    footerHeading = "%nExample:%n",
    footer = "  netgen show recording/ -f mermaid")
final class ShowCommand implements Callable<Integer> {
  /** How the graph is written. */
  enum Format {
    TEXT,
    MERMAID;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private AnalysisOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "One graph.yaml, or recordings and capture files.")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    GraphSource source = GraphSource.of(inputs, options);
    source
        .analysis()
        .ifPresent(analysis -> AccountLines.printLosses(analysis, spec.commandLine().getErr()));
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TEXT -> GraphText.write(source.graph());
              case MERMAID -> GraphMermaid.write(source.graph());
            });
    return 0;
  }
}
