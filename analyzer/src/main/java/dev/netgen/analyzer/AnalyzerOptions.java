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
 * @param rowMemory bytes of listed flows held in memory; what exceeds it goes to temporary files
 */
public record AnalyzerOptions(
    PipelineOptions pipeline,
    int mostAggregates,
    int mostOfSource,
    int mostNames,
    int mostWaiting,
    int rowMemory) {
  private static final long FULL_HEAP = 2L << 30;
  private static final long SHARES = 64;
  private static final long LEAST_SHARE = 2;

  /** Checks that the bounds are positive. */
  public AnalyzerOptions {
    if (mostAggregates < 1
        || mostOfSource < 1
        || mostNames < 1
        || mostWaiting < 1
        || rowMemory < 1) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }

  /** The bounds for the heap this process has; with file digests. */
  public static AnalyzerOptions defaults() {
    return forHeap(Runtime.getRuntime().maxMemory());
  }

  /**
   * From 2 GiB of heap: a million flows, 256 MiB of prefixes, 200,000 aggregates, 20,000 of a
   * source, 100,000 names, 65,536 waiting, 32 MiB of rows; below in proportion. With file digests.
   *
   * @param bytes most bytes the heap may grow to
   */
  public static AnalyzerOptions forHeap(long bytes) {
    long share = Math.max(LEAST_SHARE, Math.min(SHARES, bytes / (FULL_HEAP / SHARES)));
    PipelineOptions full = PipelineOptions.defaults().withDigests();
    PipelineOptions pipeline =
        full.withMaxFlows(part(full.maxFlows(), share))
            .withPrefixBudget(full.prefixBudget() / SHARES * share);
    return new AnalyzerOptions(
        pipeline,
        part(200_000, share),
        part(20_000, share),
        part(100_000, share),
        part(65_536, share),
        part(32 << 20, share));
  }

  private static int part(int full, long share) {
    return Math.toIntExact(full * share / SHARES);
  }

  /** The same with other bounds of reading. */
  public AnalyzerOptions withPipeline(PipelineOptions options) {
    return new AnalyzerOptions(
        options, mostAggregates, mostOfSource, mostNames, mostWaiting, rowMemory);
  }
}
