package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Covers a graph's edges with as few cliques as can be found, so that two vertices share a clique
 * exactly when an edge joins them.
 *
 * <p>Implementation note: a minimum cover exists among maximal cliques, so that this is {@link
 * SetCover} of edges by maximal cliques. Up to {@link #EXACT} vertices its search has no budget.
 * Where the maximal cliques are too many to list, the greedy cover of those that were found stands,
 * and the bound counts edges of which no clique holds two.
 */
final class CliqueCover {
  /** Graphs of at most so many vertices are always covered minimally. */
  static final int EXACT = 16;

  private static final int MAX_WORK = 8_000_000;

  private final int[][] edges;
  private final int[][] numbers;
  private final MaximalCliques.Found found;
  private final BitSet[] edgesOf;

  /**
   * A cover.
   *
   * @param cliques vertex sets
   * @param atLeast no cover has fewer cliques than this; equal to their number when proved minimal
   */
  record Cover(ImmutableList<BitSet> cliques, int atLeast) {}

  private CliqueCover(int vertices, int[][] edges, List<BitSet> given) {
    this.edges = edges;
    this.numbers = new int[vertices][vertices];
    this.found = MaximalCliques.of(vertices, edges, given);
    this.edgesOf = new BitSet[found.cliques().size()];
    for (int e = 0; e < edges.length; e++) {
      numbers[edges[e][0]][edges[e][1]] = e + 1;
      numbers[edges[e][1]][edges[e][0]] = e + 1;
    }
    for (int c = 0; c < edgesOf.length; c++) {
      edgesOf[c] = inside(found.cliques().get(c));
    }
  }

  /**
   * Covers a graph of vertices 0 to {@code vertices - 1}.
   *
   * @param edges pairs of different vertices, each pair once
   */
  static Cover of(int vertices, int[][] edges) {
    return of(vertices, edges, ImmutableList.of());
  }

  /**
   * The same where some cliques are part of the cover in any case.
   *
   * @param given sets of vertices of which every two are joined by an edge
   */
  static Cover of(int vertices, int[][] edges, List<BitSet> given) {
    return new CliqueCover(vertices, edges, given).cover(vertices, given);
  }

  private Cover cover(int vertices, List<BitSet> given) {
    BitSet taken = new BitSet();
    for (BitSet group : given) {
      for (int c = 0; c < edgesOf.length; c++) {
        if (holds(found.cliques().get(c), group)) {
          taken.set(c);
          break;
        }
      }
    }
    long budget = vertices <= EXACT ? Long.MAX_VALUE : MAX_WORK;
    SetCover.Cover best = SetCover.of(edgesOf, edges.length, taken, found.all() ? budget : 0);
    ImmutableList<BitSet> cliques = slim(best.chosen());
    return new Cover(cliques, Math.min(cliques.size(), found.all() ? best.atLeast() : apart()));
  }

  private static boolean holds(BitSet clique, BitSet group) {
    BitSet missing = (BitSet) group.clone();
    missing.andNot(clique);
    return missing.isEmpty();
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
        int[] touching =
            inside(clique).stream()
                .filter(e -> edges[e][0] == member || edges[e][1] == member)
                .toArray();
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

  private BitSet inside(BitSet clique) {
    BitSet inside = new BitSet();
    for (int v = clique.nextSetBit(0); v >= 0; v = clique.nextSetBit(v + 1)) {
      for (int w = clique.nextSetBit(v + 1); w >= 0; w = clique.nextSetBit(w + 1)) {
        inside.set(numbers[v][w] - 1);
      }
    }
    return inside;
  }

  /** How many edges can be found, in order, of which no clique holds two. */
  private int apart() {
    List<int[]> chosen = new ArrayList<>();
    for (int[] edge : edges) {
      if (chosen.stream().noneMatch(other -> found.joined(edge, other))) {
        chosen.add(edge);
      }
    }
    return chosen.size();
  }
}
