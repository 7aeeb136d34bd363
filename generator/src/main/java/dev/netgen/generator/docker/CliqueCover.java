package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Covers a graph's edges with as few cliques as can be found, so that two vertices share a clique
 * exactly when an edge joins them.
 *
 * <p>Implementation note: a minimum cover exists among maximal cliques. Those that alone hold some
 * edge are taken first; for the rest, covers of each size from a lower bound upwards are searched
 * depth-first, branching on the open edge with the fewest cliques, within a budget of steps; beyond
 * it the greedy cover stands. The lower bound counts edges of which no two share a clique. All is
 * done in index order: the result is a function of the graph.
 */
final class CliqueCover {
  private static final int MAX_OPEN_EDGES = 150;
  private static final int MAX_STEPS = 50_000;

  private final int[][] edges;
  private final MaximalCliques.Found found;
  private final BitSet[] edgesOf;
  private final BitSet[] cliquesOf;
  private int steps;

  /**
   * A cover.
   *
   * @param cliques vertex sets
   * @param atLeast no cover has fewer cliques than this; equal to their number when proved minimal
   */
  record Cover(ImmutableList<BitSet> cliques, int atLeast) {}

  private CliqueCover(int vertices, int[][] edges) {
    this.edges = edges;
    this.found = MaximalCliques.of(vertices, edges);
    this.edgesOf = new BitSet[found.cliques().size()];
    this.cliquesOf = new BitSet[edges.length];
    for (int e = 0; e < edges.length; e++) {
      cliquesOf[e] = new BitSet();
    }
    for (int c = 0; c < edgesOf.length; c++) {
      edgesOf[c] = edgesInside(found.cliques().get(c));
      for (int e = edgesOf[c].nextSetBit(0); e >= 0; e = edgesOf[c].nextSetBit(e + 1)) {
        cliquesOf[e].set(c);
      }
    }
  }

  /**
   * Covers a graph of vertices 0 to {@code vertices - 1}.
   *
   * @param edges pairs of different vertices, each pair once
   */
  static Cover of(int vertices, int[][] edges) {
    return new CliqueCover(vertices, edges).cover();
  }

  private Cover cover() {
    BitSet essential = essential();
    BitSet open = uncovered(essential);
    BitSet best = greedy(essential, open);
    int bound = essential.cardinality() + independent(open);
    if (found.all() && open.cardinality() <= MAX_OPEN_EDGES) {
      while (bound < best.cardinality()) {
        BitSet smaller = search(essential, open, bound - essential.cardinality());
        if (smaller != null) {
          best = smaller;
        } else if (steps > MAX_STEPS) {
          break;
        } else {
          bound++;
        }
      }
    }
    return new Cover(slim(best), found.all() ? bound : Math.min(1, best.cardinality()));
  }

  private BitSet edgesInside(BitSet clique) {
    BitSet inside = new BitSet();
    for (int e = 0; e < edges.length; e++) {
      if (clique.get(edges[e][0]) && clique.get(edges[e][1])) {
        inside.set(e);
      }
    }
    return inside;
  }

  private BitSet essential() {
    BitSet chosen = new BitSet();
    for (BitSet holders : cliquesOf) {
      if (holders.cardinality() == 1) {
        chosen.or(holders);
      }
    }
    return chosen;
  }

  private BitSet uncovered(BitSet chosen) {
    BitSet open = new BitSet();
    open.set(0, edges.length);
    for (int c = chosen.nextSetBit(0); c >= 0; c = chosen.nextSetBit(c + 1)) {
      open.andNot(edgesOf[c]);
    }
    return open;
  }

  /** Edges of which no two share a clique: each needs a clique of its own. */
  private int independent(BitSet open) {
    BitSet barred = new BitSet();
    int count = 0;
    for (int e = open.nextSetBit(0); e >= 0; e = open.nextSetBit(e + 1)) {
      if (!barred.intersects(cliquesOf[e])) {
        barred.or(cliquesOf[e]);
        count++;
      }
    }
    return count;
  }

  private BitSet greedy(BitSet start, BitSet uncovered) {
    BitSet chosen = (BitSet) start.clone();
    BitSet open = (BitSet) uncovered.clone();
    while (!open.isEmpty()) {
      int best = 0;
      int most = 0;
      for (int c = 0; c < edgesOf.length; c++) {
        int holds = common(edgesOf[c], open);
        if (holds > most) {
          most = holds;
          best = c;
        }
      }
      chosen.set(best);
      open.andNot(edgesOf[best]);
    }
    return chosen;
  }

  /**
   * A cover with at most this many cliques more; null when there is none or the budget is spent.
   */
  private @Nullable BitSet search(BitSet chosen, BitSet open, int more) {
    if (open.isEmpty()) {
      return chosen;
    }
    if (++steps > MAX_STEPS || independent(open) > more) {
      return null;
    }
    BitSet holders = cliquesOf[hardest(open)];
    for (int c = holders.nextSetBit(0); c >= 0; c = holders.nextSetBit(c + 1)) {
      BitSet with = (BitSet) chosen.clone();
      with.set(c);
      BitSet left = (BitSet) open.clone();
      left.andNot(edgesOf[c]);
      BitSet cover = search(with, left, more - 1);
      if (cover != null) {
        return cover;
      }
    }
    return null;
  }

  private int hardest(BitSet open) {
    int hardest = open.nextSetBit(0);
    for (int e = hardest; e >= 0; e = open.nextSetBit(e + 1)) {
      if (cliquesOf[e].cardinality() < cliquesOf[hardest].cardinality()) {
        hardest = e;
      }
    }
    return hardest;
  }

  /** Takes out cliques and members that cover nothing the others do not. */
  private ImmutableList<BitSet> slim(BitSet chosen) {
    List<BitSet> cliques = new ArrayList<>();
    int[] times = new int[edges.length];
    for (int c = chosen.nextSetBit(0); c >= 0; c = chosen.nextSetBit(c + 1)) {
      cliques.add((BitSet) found.cliques().get(c).clone());
      edgesOf[c].stream().forEach(e -> times[e]++);
    }
    for (BitSet clique : cliques) {
      for (int v = clique.nextSetBit(0); v >= 0; v = clique.nextSetBit(v + 1)) {
        int member = v;
        BitSet own = edgesInside(clique);
        int[] touching =
            own.stream().filter(e -> edges[e][0] == member || edges[e][1] == member).toArray();
        if (Arrays.stream(touching).allMatch(e -> times[e] > 1)) {
          clique.clear(v);
          Arrays.stream(touching).forEach(e -> times[e]--);
        }
      }
    }
    return cliques.stream()
        .filter(clique -> clique.cardinality() > 1)
        .collect(ImmutableList.toImmutableList());
  }

  private static int common(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.and(b);
    return both.cardinality();
  }
}
