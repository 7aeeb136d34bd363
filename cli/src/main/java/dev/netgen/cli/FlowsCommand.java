package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.report.FlowFormat;
import dev.netgen.report.FlowsJson;
import dev.netgen.report.FlowsTable;
import dev.netgen.report.FlowsTsv;
import java.io.PrintWriter;
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
  /** How flows are written. */
  enum Format {
    TABLE,
    TSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int FLUSH_AT = 1 << 15;

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
  private Format format;

  @Option(
      names = "--strict",
      description =
          "Exit 1 when something was lost: drops, cut files or packets, limits reached, traffic that"
              + " is not decoded, unresolved addresses.")
  private boolean strict;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    FlowFormat written = format();
    StringBuilder text = new StringBuilder();
    written.begin(text);
    Analysis analysis =
        options.list(
            inputs,
            flow -> {
              written.row(flow, text);
              if (text.length() >= FLUSH_AT) {
                out.append(text);
                text.setLength(0);
              }
            });
    written.end(text);
    out.append(text);
    out.flush();
    AccountLines.printAccount(analysis, spec.commandLine().getErr());
    return strict && Loss.any(analysis) ? 1 : 0;
  }

  private FlowFormat format() {
    return switch (format) {
      case TABLE -> new FlowsTable();
      case TSV -> new FlowsTsv();
      case JSON -> new FlowsJson();
    };
  }
}
