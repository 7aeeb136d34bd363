package dev.netgen.analyzer.detect;

import dev.netgen.analyzer.flow.Half;

/**
 * What one side said.
 *
 * @param bytes the kept bytes
 * @param fromStart whether they begin with the first byte of the stream
 * @param complete whether they are all it said
 */
record Speech(Bytes bytes, boolean fromStart, boolean complete) {
  static Speech of(Half half) {
    return new Speech(new Bytes(half.prefix()), half.prefixFromStart(), half.prefixComplete());
  }

  boolean isEmpty() {
    return bytes.isEmpty();
  }

  /** This speech from an offset on. */
  Speech from(int offset) {
    return new Speech(bytes.from(offset), fromStart, complete);
  }
}
