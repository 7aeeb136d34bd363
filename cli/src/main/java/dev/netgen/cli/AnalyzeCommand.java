package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.model.format.GraphYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen analyze}: recordings and capture files to graph.yaml and its evidence. */
@Command(
    name = "analyze",
    description = {
      "Turn recordings or capture files into a communication graph.",
      "With -o FILE.yaml the evidence goes beside it, to FILE.evidence.json; without -o the graph"
          + " alone goes to standard output."
    },
    footerHeading = "%nExample:%n",
    footer = "  netgen analyze recording/ -o graph.yaml")
final class AnalyzeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AnalysisOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Recording directories, pcap or pcapng files, or - for standard input.")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Where the graph goes; - is standard output.")
  private Path output;

  @Option(names = "--force", description = "Overwrite files that netgen did not write.")
  private boolean force;

  @Mixin private StrictOption strict;

  @Override
  public Integer call() {
    OutputFiles files = new OutputFiles(force);
    boolean toFile = !output.toString().equals("-");
    if (toFile) {
      GraphFiles.refuseForeign(files, output);
    }
    Analysis analysis = options.analyze(inputs);
    if (toFile) {
      GraphFiles.plan(files, output, analysis.graph(), analysis.evidence()).write();
    } else {
      spec.commandLine().getOut().print(GraphYaml.write(analysis.graph()));
    }
    AccountLines.print(analysis, spec.commandLine().getErr());
    return strict.strictness().fails(analysis, spec.commandLine().getErr()) ? 1 : 0;
  }
}
