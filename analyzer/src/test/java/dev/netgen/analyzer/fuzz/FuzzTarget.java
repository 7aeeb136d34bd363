package dev.netgen.analyzer.fuzz;

import com.google.common.collect.ImmutableList;

/** One thing that reads bytes nobody vouches for. */
public interface FuzzTarget {
  /** The name on the command line and of the folder of kept inputs. */
  String label();

  /**
   * Tries one input.
   *
   * @throws AssertionError when what is promised of any input does not hold
   */
  void run(byte[] input);

  /** Inputs to begin with: ordinary ones, so that the fuzzer need not invent formats. */
  ImmutableList<byte[]> seeds();
}
