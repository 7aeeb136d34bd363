package dev.netgen.cli;

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

/** {@code netgen flows}: every conversation of recordings and capture files, a row each. */
@Command(
    name = "flows",
    description = {
      "List every conversation, one row each, in the order of first packet.",
      "The account of packets goes to standard error: packets read are those of flows and those"
          + " left out by each reason."
    },
    footerHeading = "%nExample:%n",
    footer = "  netgen flows capture.pcap --format tsv")
final class FlowsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AnalysisOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Recording directories, pcap or pcapng files, or - for standard input.")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = {"-f", "--format"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private FlowList.Format format;

  @Mixin private StrictOption strict;

  @Override
  public Integer call() {
    FlowList list = new FlowList(inputs, options, format, strict.strictness());
    RowOutput rows = RowOutput.to(spec.commandLine().getOut());
    return list.write(rows, spec.commandLine().getErr());
  }
}
