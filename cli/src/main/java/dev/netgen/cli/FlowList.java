package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.report.FlowFormat;
import dev.netgen.report.FlowsJson;
import dev.netgen.report.FlowsTable;
import dev.netgen.report.FlowsTsv;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code netgen flows} does, however its arguments were read. */
final class FlowList {
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

  private final List<Path> inputs;
  private final AnalysisOptions options;
  private final Format format;
  private final Strictness strict;

  /**
   * A list to be written.
   *
   * @param strict how much of loss makes the exit code 1
   */
  FlowList(List<Path> inputs, AnalysisOptions options, Format format, Strictness strict) {
    this.inputs = inputs;
    this.options = options;
    this.format = format;
    this.strict = strict;
  }

  /** Writes flows to {@code out} and the account to {@code err}; returns the exit code. */
  int write(RowOutput out, PrintWriter err) {
    RowWriter rows = new RowWriter(format(), out);
    Analysis analysis = options.list(inputs, strict.wanted(), rows::row);
    rows.end();
    AccountLines.printAccount(analysis, err);
    return strict.fails(analysis, err) ? 1 : 0;
  }

  private FlowFormat format() {
    return switch (format) {
      case TABLE -> new FlowsTable();
      case TSV -> new FlowsTsv();
      case JSON -> new FlowsJson();
    };
  }
}
