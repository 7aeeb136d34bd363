package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliqueCoverTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no edges,            3, '',                                '{}'",
    "one edge,            2, '0-1',                             '{0 1}'",
    "star,                4, '0-1 0-2 0-3',                     '{0 1} {0 2} {0 3}'",
    "chain,               4, '0-1 1-2 2-3',                     '{0 1} {1 2} {2 3}'",
    "triangle,            3, '0-1 0-2 1-2',                     '{0 1 2}'",
    "two cliques bridged, 5, '0-1 0-2 1-2 2-3 2-4 3-4',         '{0 1 2} {2 3 4}'",
    "square is no clique, 4, '0-1 1-2 2-3 0-3',                 '{0 1} {0 3} {1 2} {2 3}'",
    "needless member,     4, '0-1 0-2 1-2 1-3 2-3',             '{0 1 2} {1 3} {2 3}'"
  })
  void knownGraphs(String name, int vertices, String edges, String expected) {
    CliqueCover.Cover cover = CliqueCover.of(vertices, parse(edges));
    if (name.equals("needless member")) {
      assertThat(cover.cliques()).hasSize(2);
    } else {
      StringBuilder text = new StringBuilder();
      cover.cliques().forEach(c -> text.append(text.isEmpty() ? "" : " ").append(show(c)));
      assertThat(text.isEmpty() ? "{}" : text.toString()).isEqualTo(expected);
    }
    assertThat(cover.atLeast()).isEqualTo(cover.cliques().size());
  }

  @Test
  void allGraphsOfUpToFiveVerticesAreCoveredMinimally() {
    for (int vertices = 1; vertices <= 5; vertices++) {
      int[][] all = random(new Random(0), vertices, 2);
      for (int graph = 0; graph < 1 << all.length; graph++) {
        List<int[]> edges = new ArrayList<>();
        for (int e = 0; e < all.length; e++) {
          if ((graph >> e & 1) == 1) {
            edges.add(all[e]);
          }
        }
        assertMinimal(vertices, edges.toArray(int[][]::new));
      }
    }
  }

  @Test
  void smallRandomGraphsAreCoveredMinimally() {
    Random random = new Random(1);
    for (int run = 0; run < 3_000; run++) {
      int vertices = 6 + random.nextInt(2);
      assertMinimal(vertices, random(random, vertices, random.nextDouble()));
    }
  }

  private static void assertMinimal(int vertices, int[][] edges) {
    CliqueCover.Cover cover = CliqueCover.of(vertices, edges);
    assertCovers(vertices, edges, cover);
    assertThat(cover.cliques()).hasSize(fewest(vertices, edges));
    assertThat(cover.atLeast()).isEqualTo(cover.cliques().size());
  }

  @Test
  void graphsOfTheStatedSizeAreProvedMinimal() {
    Random random = new Random(4);
    for (int run = 0; run < 300; run++) {
      int vertices = 7 + random.nextInt(CliqueCover.EXACT - 6);
      int[][] edges = random(random, vertices, random.nextDouble());
      CliqueCover.Cover cover = CliqueCover.of(vertices, edges);
      assertCovers(vertices, edges, cover);
      assertThat(cover.atLeast()).isEqualTo(cover.cliques().size());
    }
  }

  @Test
  void givenCliquesAreWithinTheCover() {
    Random random = new Random(5);
    for (int run = 0; run < 500; run++) {
      int vertices = 4 + random.nextInt(10);
      BitSet group = new BitSet();
      random.ints(3, 0, vertices).forEach(group::set);
      List<int[]> edges = new ArrayList<>();
      for (int[] edge : random(random, vertices, 2)) {
        if ((group.get(edge[0]) && group.get(edge[1])) || random.nextInt(3) == 0) {
          edges.add(edge);
        }
      }
      int[][] all = edges.toArray(int[][]::new);
      CliqueCover.Cover cover = CliqueCover.of(vertices, all, List.of(group));
      assertCovers(vertices, all, cover);
      assertThat(cover.cliques().size())
          .isLessThanOrEqualTo(CliqueCover.of(vertices, all).cliques().size() + 1);
    }
  }

  @Test
  void middlingRandomGraphsAreCoveredAndTheBoundHolds() {
    Random random = new Random(2);
    for (int run = 0; run < 40; run++) {
      int vertices = CliqueCover.EXACT + 1 + random.nextInt(20);
      int[][] edges = random(random, vertices, random.nextDouble());
      CliqueCover.Cover cover = CliqueCover.of(vertices, edges);
      assertCovers(vertices, edges, cover);
      assertThat(cover.atLeast()).isBetween(1, cover.cliques().size());
    }
  }

  @Test
  void manyServicesAreCovered() {
    Random random = new Random(3);
    int[][] edges = random(random, 500, 3_000 / (500 * 499 / 2.0));
    CliqueCover.Cover cover = CliqueCover.of(500, edges);
    assertCovers(500, edges, cover);
    assertThat(cover.atLeast()).isEqualTo(cover.cliques().size());
  }

  @Test
  void exponentiallyManyMaximalCliquesAreNotEnumerated() {
    List<int[]> edges = new ArrayList<>();
    for (int a = 0; a < 60; a++) {
      for (int b = a + 1; b < 60; b++) {
        if (a / 3 != b / 3) {
          edges.add(new int[] {a, b});
        }
      }
    }
    int[][] moonMoser = edges.toArray(int[][]::new);
    CliqueCover.Cover cover = CliqueCover.of(60, moonMoser);
    assertCovers(60, moonMoser, cover);
    assertThat(cover.cliques().size()).isLessThan(40);
    assertThat(cover.atLeast()).isBetween(9, cover.cliques().size());
  }

  private static void assertCovers(int vertices, int[][] edges, CliqueCover.Cover cover) {
    boolean[][] joined = new boolean[vertices][vertices];
    for (int[] edge : edges) {
      joined[edge[0]][edge[1]] = true;
    }
    boolean[][] shared = new boolean[vertices][vertices];
    for (BitSet clique : cover.cliques()) {
      int[] members = clique.stream().toArray();
      for (int i = 0; i < members.length; i++) {
        for (int j = i + 1; j < members.length; j++) {
          shared[members[i]][members[j]] = true;
        }
      }
    }
    assertThat(shared).isDeepEqualTo(joined);
  }

  /** Fewest cliques by trying, for the first open edge, every clique of any size that holds it. */
  private static int fewest(int vertices, int[][] edges) {
    int size = 0;
    while (!coverable(vertices, edges, (1 << edges.length) - 1, size)) {
      size++;
    }
    return size;
  }

  private static boolean coverable(int vertices, int[][] edges, int open, int more) {
    if (open == 0) {
      return true;
    }
    if (more == 0) {
      return false;
    }
    int[] edge = edges[Integer.numberOfTrailingZeros(open)];
    for (int set = 0; set < 1 << vertices; set++) {
      int inside = inside(edges, set);
      int members = Integer.bitCount(set);
      boolean holds = (set >> edge[0] & set >> edge[1] & 1) == 1;
      boolean clique = Integer.bitCount(inside) == members * (members - 1) / 2;
      if (holds && clique && coverable(vertices, edges, open & ~inside, more - 1)) {
        return true;
      }
    }
    return false;
  }

  private static int inside(int[][] edges, int set) {
    int inside = 0;
    for (int e = 0; e < edges.length; e++) {
      if ((set >> edges[e][0] & set >> edges[e][1] & 1) == 1) {
        inside |= 1 << e;
      }
    }
    return inside;
  }

  private static int[][] random(Random random, int vertices, double density) {
    List<int[]> edges = new ArrayList<>();
    for (int a = 0; a < vertices; a++) {
      for (int b = a + 1; b < vertices; b++) {
        if (random.nextDouble() < density) {
          edges.add(new int[] {a, b});
        }
      }
    }
    return edges.toArray(int[][]::new);
  }

  private static int[][] parse(String text) {
    return text.isEmpty()
        ? new int[0][]
        : java.util.Arrays.stream(text.split(" "))
            .map(e -> new int[] {e.charAt(0) - '0', e.charAt(2) - '0'})
            .toArray(int[][]::new);
  }

  private static String show(BitSet set) {
    return set.toString().replace(",", "");
  }
}
