package dev.netgen.generator.docker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Covers elements by as few of the given sets as can be found.
 *
 * <p>Implementation note: sets that alone hold an element are taken; a set inside another and an
 * element whose sets include all of another's are left out; what remains falls apart into parts
 * that share no set. Each part is searched depth-first for covers of every size from a lower bound
 * upwards, reduced again at every step, within a budget of steps; beyond it the greedy cover
 * stands. The lower bound counts elements of which no two share a set. All is done in index order:
 * the result is a function of the sets.
 */
final class SetCover {
  private final BitSet[] sets;
  private final BitSet[] holders;
  private final long budget;
  private long work;

  /**
   * A cover.
   *
   * @param chosen indexes of sets
   * @param atLeast no cover has fewer sets than this; equal to their number when proved minimal
   */
  record Cover(BitSet chosen, int atLeast) {}

  /** What is chosen, what is still uncovered, and by which sets it may be covered. */
  private record State(BitSet chosen, BitSet open, BitSet alive) {
    State copy() {
      return new State((BitSet) chosen.clone(), (BitSet) open.clone(), (BitSet) alive.clone());
    }
  }

  private SetCover(BitSet[] sets, int elements, long budget) {
    this.sets = sets;
    this.budget = budget;
    this.holders = new BitSet[elements];
    for (int e = 0; e < elements; e++) {
      holders[e] = new BitSet(sets.length);
    }
    for (int s = 0; s < sets.length; s++) {
      for (int e = sets[s].nextSetBit(0); e >= 0; e = sets[s].nextSetBit(e + 1)) {
        holders[e].set(s);
      }
    }
  }

  /**
   * Covers elements 0 to {@code elements - 1}, each of which is in a set.
   *
   * @param taken sets that are part of the cover in any case
   * @param budget most work of the search: at each step, open elements times sets that may cover
   *     them
   */
  static Cover of(BitSet[] sets, int elements, BitSet taken, long budget) {
    return new SetCover(sets, elements, budget).cover(elements, taken);
  }

  private Cover cover(int elements, BitSet taken) {
    BitSet open = new BitSet(elements);
    open.set(0, elements);
    BitSet alive = new BitSet(sets.length);
    alive.set(0, sets.length);
    State start = new State(new BitSet(), open, alive);
    for (int s = taken.nextSetBit(0); s >= 0; s = taken.nextSetBit(s + 1)) {
      choose(start, s);
    }
    reduce(start);
    BitSet chosen = (BitSet) start.chosen().clone();
    int atLeast = chosen.cardinality();
    for (State part : parts(start)) {
      Cover best = part(part);
      chosen.or(best.chosen());
      atLeast += best.atLeast();
    }
    return new Cover(chosen, atLeast);
  }

  private Cover part(State part) {
    BitSet greedy = greedy(part);
    int bound = independent(part);
    while (budget > 0 && bound < greedy.cardinality()) {
      BitSet smaller = search(part.copy(), bound);
      if (smaller != null) {
        return new Cover(smaller, bound);
      }
      if (work > budget) {
        break;
      }
      bound++;
    }
    return new Cover(greedy, bound);
  }

  /** A cover of at most this many sets; null when there is none or the budget is spent. */
  private @Nullable BitSet search(State state, int most) {
    reduce(state);
    int more = most - state.chosen().cardinality();
    if (state.open().isEmpty()) {
      return more >= 0 ? state.chosen() : null;
    }
    work += (long) state.open().cardinality() * state.alive().cardinality();
    if (more <= 0 || work > budget || independent(state) > more) {
      return null;
    }
    BitSet choices = and(holders[hardest(state)], state.alive());
    for (int s = choices.nextSetBit(0); s >= 0; s = choices.nextSetBit(s + 1)) {
      State with = state.copy();
      choose(with, s);
      BitSet cover = search(with, most);
      if (cover != null || work > budget) {
        return cover;
      }
      state.alive().clear(s);
    }
    return null;
  }

  private void choose(State state, int set) {
    state.chosen().set(set);
    state.open().andNot(sets[set]);
    state.alive().clear(set);
  }

  private void reduce(State state) {
    boolean changed = true;
    while (changed && !state.open().isEmpty()) {
      changed = takeForced(state);
      changed |= dropInner(state);
      changed |= dropImplied(state);
    }
  }

  private boolean takeForced(State state) {
    boolean any = false;
    for (int e = first(state.open()); e >= 0; e = state.open().nextSetBit(e + 1)) {
      int only = only(holders[e], state.alive());
      if (only >= 0) {
        choose(state, only);
        any = true;
      }
    }
    return any;
  }

  /** The one that is in both, or -1 where there are more or none. */
  private static int only(BitSet one, BitSet other) {
    int only = -1;
    for (int s = first(one); s >= 0; s = one.nextSetBit(s + 1)) {
      if (other.get(s)) {
        if (only >= 0) {
          return -1;
        }
        only = s;
      }
    }
    return only;
  }

  /** Sets whose open elements another one has as well. */
  private boolean dropInner(State state) {
    boolean any = false;
    for (int s = first(state.alive()); s >= 0; s = state.alive().nextSetBit(s + 1)) {
      BitSet mine = and(sets[s], state.open());
      BitSet rivals = (BitSet) state.alive().clone();
      rivals.clear(s);
      for (int e = first(mine); e >= 0 && !rivals.isEmpty(); e = mine.nextSetBit(e + 1)) {
        rivals.and(holders[e]);
      }
      if (!rivals.isEmpty()) {
        state.alive().clear(s);
        any = true;
      }
    }
    return any;
  }

  /** Elements that are covered whenever a certain other one is. */
  private boolean dropImplied(State state) {
    boolean any = false;
    for (int e = first(state.open()); e >= 0; e = state.open().nextSetBit(e + 1)) {
      BitSet mine = and(holders[e], state.alive());
      BitSet implied = (BitSet) state.open().clone();
      for (int s = first(mine); s >= 0; s = mine.nextSetBit(s + 1)) {
        implied.and(sets[s]);
      }
      implied.clear(e);
      any |= !implied.isEmpty();
      state.open().andNot(implied);
    }
    return any;
  }

  /** The state's open elements in groups that no set joins. */
  private List<State> parts(State state) {
    List<State> parts = new ArrayList<>();
    BitSet left = (BitSet) state.open().clone();
    while (!left.isEmpty()) {
      BitSet part = new BitSet();
      BitSet reach = new BitSet();
      BitSet grown = new BitSet();
      grown.set(first(left));
      while (!grown.isEmpty()) {
        int e = first(grown);
        grown.clear(e);
        part.set(e);
        BitSet mine = and(holders[e], state.alive());
        mine.andNot(reach);
        for (int s = first(mine); s >= 0; s = mine.nextSetBit(s + 1)) {
          reach.set(s);
          BitSet next = and(sets[s], left);
          next.andNot(part);
          grown.or(next);
        }
      }
      left.andNot(part);
      parts.add(new State(new BitSet(), part, reach));
    }
    return parts;
  }

  /** Elements of which no two share a set, those of few sets first: each needs one of its own. */
  private int independent(State state) {
    int elements = state.open().cardinality();
    long[] order = new long[elements];
    int at = 0;
    for (int e = first(state.open()); e >= 0; e = state.open().nextSetBit(e + 1)) {
      order[at++] = (long) and(holders[e], state.alive()).cardinality() << Integer.SIZE | e;
    }
    Arrays.sort(order);
    BitSet barred = new BitSet(sets.length);
    int count = 0;
    for (long next : order) {
      BitSet mine = and(holders[(int) next], state.alive());
      if (!mine.intersects(barred)) {
        barred.or(mine);
        count++;
      }
    }
    return count;
  }

  private BitSet greedy(State part) {
    State state = part.copy();
    while (!state.open().isEmpty()) {
      int best = -1;
      int most = 0;
      for (int s = first(state.alive()); s >= 0; s = state.alive().nextSetBit(s + 1)) {
        int holds = and(sets[s], state.open()).cardinality();
        if (holds > most) {
          most = holds;
          best = s;
        }
      }
      choose(state, best);
    }
    return state.chosen();
  }

  private int hardest(State state) {
    int hardest = -1;
    int least = Integer.MAX_VALUE;
    for (int e = first(state.open()); e >= 0; e = state.open().nextSetBit(e + 1)) {
      int size = and(holders[e], state.alive()).cardinality();
      if (size < least) {
        least = size;
        hardest = e;
      }
    }
    return hardest;
  }

  private static int first(BitSet set) {
    return set.nextSetBit(0);
  }

  private static BitSet and(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }
}
