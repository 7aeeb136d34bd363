package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.TunnelPorts;
import java.io.InputStream;
import java.util.Optional;

/**
 * Bounds and extras of a run.
 *
 * @param maxFlows most flows held at once; beyond it the longest idle are ended early, counted
 * @param prefixBudget most bytes of payload prefixes held at once; beyond it prefixes stop growing,
 *     counted
 * @param digests whether to compute the SHA-256 of every file while reading it
 * @param standardInput what the input {@code -} reads, where there is such an input
 * @param tunnelPorts UDP ports on which tunnels are looked for
 */
public record PipelineOptions(
    int maxFlows,
    long prefixBudget,
    boolean digests,
    Optional<InputStream> standardInput,
    TunnelPorts tunnelPorts) {
  private static final int DEFAULT_MAX_FLOWS = 1_000_000;
  private static final long DEFAULT_PREFIX_BUDGET = 256L << 20;

  /** Checks that the bounds are positive. */
  public PipelineOptions {
    if (maxFlows < 1 || prefixBudget < 0) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }

  /** A million flows, 256 MiB of prefixes, no digests, no standard input. */
  public static PipelineOptions defaults() {
    return new PipelineOptions(
        DEFAULT_MAX_FLOWS, DEFAULT_PREFIX_BUDGET, false, Optional.empty(), TunnelPorts.defaults());
  }

  /** The same with digests. */
  public PipelineOptions withDigests() {
    return new PipelineOptions(maxFlows, prefixBudget, true, standardInput, tunnelPorts);
  }

  /** The same without digests. */
  public PipelineOptions withoutDigests() {
    return new PipelineOptions(maxFlows, prefixBudget, false, standardInput, tunnelPorts);
  }

  /** The same with another most number of flows. */
  public PipelineOptions withMaxFlows(int flows) {
    return new PipelineOptions(flows, prefixBudget, digests, standardInput, tunnelPorts);
  }

  /** The same with another prefix budget, in bytes. */
  public PipelineOptions withPrefixBudget(long bytes) {
    return new PipelineOptions(maxFlows, bytes, digests, standardInput, tunnelPorts);
  }

  /** The same with this stream behind the input {@code -}. */
  public PipelineOptions withStandardInput(InputStream stream) {
    return new PipelineOptions(maxFlows, prefixBudget, digests, Optional.of(stream), tunnelPorts);
  }

  /** The same with other ports of tunnels. */
  public PipelineOptions withTunnelPorts(TunnelPorts ports) {
    return new PipelineOptions(maxFlows, prefixBudget, digests, standardInput, ports);
  }
}
