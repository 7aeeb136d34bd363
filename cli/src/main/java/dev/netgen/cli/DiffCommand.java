package dev.netgen.cli;

import dev.netgen.analyzer.diff.Differ;
import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.report.DiffJson;
import dev.netgen.report.DiffMarkdown;
import dev.netgen.report.DiffText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen diff}: what changed between two graphs or recordings. */
@Command(
    name = "diff",
    description = {
      "Show which links were added, not seen again, or changed; riskiest first.",
      "Exits 1 when there is a difference, 0 when there is none."
    },
    footerHeading = "%nExample:%n",
    footer = "  netgen diff main/graph.yaml graph.yaml -f markdown")
final class DiffCommand implements Callable<Integer> {
  /** How the difference is written. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private AnalysisOptions options;

  @Parameters(index = "0", paramLabel = "BASE", description = "A graph, recording or capture.")
  private Path base;

  @Parameters(index = "1", paramLabel = "HEAD", description = "The newer one.")
  private Path head;

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    if (base.toString().equals("-") && head.equals(base)) {
      throw ProblemException.usage(
          "standard input can be read only once", "BASE and HEAD", "save one of them to a file");
    }
    GraphSource older = GraphSource.of(List.of(base), options);
    GraphSource newer = GraphSource.of(List.of(head), options);
    GraphDiff diff = Differ.diff(older.graph(), newer.graph());
    PrintWriter err = spec.commandLine().getErr();
    older.analysis().ifPresent(analysis -> AccountLines.printLosses(analysis, err));
    newer.analysis().ifPresent(analysis -> AccountLines.printLosses(analysis, err));
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TEXT -> DiffText.write(diff);
              case MARKDOWN -> DiffMarkdown.write(diff);
              case JSON -> DiffJson.write(diff);
            });
    return diff.isEmpty() ? 0 : 1;
  }
}
