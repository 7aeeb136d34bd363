package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.Protocols;
import dev.netgen.model.flow.KnownProtocol;
import dev.netgen.report.ProtocolList;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netgen protocols}: what is recognised in payload, and what is told of it. */
@Command(
    name = "protocols",
    description = "List the protocols that are recognised, and what is told of each.",
    footerHeading = "%nExample:%n",
    footer = "  netgen protocols --format tsv")
final class ProtocolsCommand implements Callable<Integer> {
  /** How the list is written. */
  enum Format {
    TABLE,
    TSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--format"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    ImmutableList<KnownProtocol> known = Protocols.all();
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TABLE -> ProtocolList.table(known);
              case TSV -> ProtocolList.tsv(known);
              case JSON -> ProtocolList.json(known);
            });
    return 0;
  }
}
