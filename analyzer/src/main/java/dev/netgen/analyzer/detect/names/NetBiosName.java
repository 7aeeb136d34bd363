package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Bytes;

/** A NetBIOS name as written on the wire (RFC 1002 section 4.1): 32 letters A to P, a scope, 0. */
final class NetBiosName {
  /** Without a scope. */
  static final int LENGTH = 34;

  private static final int LETTERS = 32;
  private static final int MAX_LABELS = 8;

  private NetBiosName() {}

  /** The offset behind the name that stands here, or -1. */
  static int end(Bytes bytes, int at) {
    if (!bytes.has(at, LENGTH) || bytes.u8(at) != LETTERS) {
      return -1;
    }
    for (int i = 1; i <= LETTERS; i++) {
      int c = bytes.u8(at + i);
      if (c < 'A' || c > 'P') {
        return -1;
      }
    }
    int label = at + 1 + LETTERS;
    for (int count = 0; count < MAX_LABELS && bytes.has(label, 1); count++) {
      int length = bytes.u8(label);
      if (length == 0) {
        return label + 1;
      }
      if (length > 63) {
        return -1;
      }
      label += 1 + length;
    }
    return -1;
  }
}
