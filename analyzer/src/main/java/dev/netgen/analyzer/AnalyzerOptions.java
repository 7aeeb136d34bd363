package dev.netgen.analyzer;

import dev.netgen.analyzer.input.PipelineOptions;

/**
 * Bounds of an analysis. What exceeds one is counted in the evidence's notes.
 *
 * @param pipeline bounds of reading, and standard input
 * @param mostAggregates distinct (client, server, port, outcome) held
 * @param mostOfSource distinct targets without payload that one source may bring
 * @param mostNames (client, address) pairs whose DNS names are held
 * @param mostWaiting flows waiting for their other half on another capture point
 */
public record AnalyzerOptions(
    PipelineOptions pipeline,
    int mostAggregates,
    int mostOfSource,
    int mostNames,
    int mostWaiting) {

  /** Checks that the bounds are positive. */
  public AnalyzerOptions {
    if (mostAggregates < 1 || mostOfSource < 1 || mostNames < 1 || mostWaiting < 1) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }

  /** 200,000 aggregates, 20,000 of a source, 100,000 names, 65,536 waiting; with file digests. */
  public static AnalyzerOptions defaults() {
    return new AnalyzerOptions(
        PipelineOptions.defaults().withDigests(), 200_000, 20_000, 100_000, 65_536);
  }

  /** The same with other bounds of reading. */
  public AnalyzerOptions withPipeline(PipelineOptions options) {
    return new AnalyzerOptions(options, mostAggregates, mostOfSource, mostNames, mostWaiting);
  }
}
