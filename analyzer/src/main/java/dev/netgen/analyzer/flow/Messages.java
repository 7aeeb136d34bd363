package dev.netgen.analyzer.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The datagrams of one direction that are kept: the first, and those after it that have room. */
final class Messages {
  private static final int MOST = 16;

  private int count;
  private boolean over; // one did not fit: those after it are not kept
  private int @Nullable [] ends; // in the prefix; where there is one, its end is the prefix's

  /** Whether one of this length is to be kept behind what is there. */
  boolean wants(int before, int length) {
    over |= count == MOST || (count > 0 && before + length > Prefix.USUAL);
    return !over;
  }

  /** One was put into the prefix, which ended at {@code before} and now ends at {@code end}. */
  void kept(int before, int end) {
    int[] known = ends;
    if (count == 1) {
      known = new int[MOST];
      known[0] = before;
      ends = known;
    }
    if (known != null) {
      known[count] = end;
    }
    count++;
  }

  /** Where each ends; of one alone at {@code kept}, the length of the prefix. */
  int[] ends(int kept) {
    if (ends != null) {
      return Arrays.copyOf(ends, count);
    }
    return count == 0 ? PrefixPool.noEnds() : new int[] {kept};
  }
}
