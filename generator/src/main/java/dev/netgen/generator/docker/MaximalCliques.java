package dev.netgen.generator.docker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The maximal cliques of a graph, in index order.
 *
 * <p>Implementation note: Bron and Kerbosch, Communications of the ACM 16(9), 1973, with pivoting.
 * A graph may have exponentially many: beyond a limit, one clique is grown around each edge that no
 * other holds yet, and the list is marked incomplete.
 */
final class MaximalCliques {
  private static final int LIMIT = 5_000;

  private final BitSet[] neighbours;
  private final List<BitSet> found = new ArrayList<>();
  private boolean complete = true;

  private MaximalCliques(BitSet[] neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * Cliques that hold every edge.
   *
   * @param all whether these are all maximal cliques of two vertices or more
   * @param neighbours of each vertex
   */
  record Found(List<BitSet> cliques, boolean all, List<BitSet> neighbours) {
    /** Whether some clique holds both edges. */
    boolean joined(int[] edge, int[] other) {
      for (int v : edge) {
        for (int w : other) {
          if (v != w && !neighbours.get(v).get(w)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /**
   * Finds them.
   *
   * @param given cliques each of which is in one of those that are found
   */
  static Found of(int vertices, int[][] edges, List<BitSet> given) {
    BitSet[] neighbours = new BitSet[vertices];
    for (int v = 0; v < vertices; v++) {
      neighbours[v] = new BitSet(vertices);
    }
    for (int[] edge : edges) {
      neighbours[edge[0]].set(edge[1]);
      neighbours[edge[1]].set(edge[0]);
    }
    MaximalCliques search = new MaximalCliques(neighbours);
    BitSet everyone = new BitSet();
    everyone.set(0, vertices);
    search.expand(new BitSet(), everyone, new BitSet());
    if (!search.complete) {
      search.found.clear();
      BitSet[] open = Arrays.stream(neighbours).map(MaximalCliques::copy).toArray(BitSet[]::new);
      given.forEach(group -> search.grow(group, open));
      for (int[] edge : edges) {
        BitSet ends = new BitSet();
        ends.set(edge[0]);
        ends.set(edge[1]);
        search.grow(ends, open);
      }
    }
    search.found.sort(Comparator.comparing(MaximalCliques::members, MaximalCliques::compare));
    return new Found(search.found, search.complete, List.of(neighbours));
  }

  private void expand(BitSet clique, BitSet candidates, BitSet done) {
    if (!complete) {
      return;
    }
    if (candidates.isEmpty() && done.isEmpty()) {
      if (clique.cardinality() > 1) {
        found.add(clique);
        complete = found.size() <= LIMIT;
      }
      return;
    }
    if (candidates.isEmpty()) {
      return;
    }
    BitSet branches = copy(candidates);
    branches.andNot(neighbours[pivot(candidates, done)]);
    for (int v = branches.nextSetBit(0); v >= 0; v = branches.nextSetBit(v + 1)) {
      BitSet larger = copy(clique);
      larger.set(v);
      expand(larger, and(candidates, neighbours[v]), and(done, neighbours[v]));
      candidates.clear(v);
      done.set(v);
    }
  }

  private int pivot(BitSet candidates, BitSet done) {
    int best = -1;
    int most = -1;
    BitSet either = copy(candidates);
    either.or(done);
    for (int v = either.nextSetBit(0); v >= 0; v = either.nextSetBit(v + 1)) {
      int spared = and(candidates, neighbours[v]).cardinality();
      if (spared > most) {
        most = spared;
        best = v;
      }
    }
    return best;
  }

  /**
   * Finds one around these vertices, unless some holds them already: each vertex that joins is the
   * one with the most edges into it that no clique holds yet.
   */
  private void grow(BitSet start, BitSet[] open) {
    if (found.stream().anyMatch(clique -> and(clique, start).equals(start))) {
      return;
    }
    BitSet clique = copy(start);
    BitSet rest = new BitSet();
    rest.set(0, neighbours.length);
    for (int v = start.nextSetBit(0); v >= 0; v = start.nextSetBit(v + 1)) {
      rest.and(neighbours[v]);
    }
    while (!rest.isEmpty()) {
      int best = -1;
      int most = -1;
      for (int v = rest.nextSetBit(0); v >= 0; v = rest.nextSetBit(v + 1)) {
        int joins = and(open[v], clique).cardinality();
        if (joins > most) {
          most = joins;
          best = v;
        }
      }
      clique.set(best);
      rest.and(neighbours[best]);
    }
    for (int v = clique.nextSetBit(0); v >= 0; v = clique.nextSetBit(v + 1)) {
      open[v].andNot(clique);
    }
    found.add(clique);
  }

  private static int[] members(BitSet clique) {
    return clique.stream().toArray();
  }

  private static int compare(int[] a, int[] b) {
    return Arrays.compare(a, b);
  }

  private static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }

  private static BitSet and(BitSet a, BitSet b) {
    BitSet both = copy(a);
    both.and(b);
    return both;
  }
}
