package dev.netgen.analyzer.settle;

import com.google.common.primitives.Longs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Views of one conversation while more may come; their sides are named alike.
 *
 * <p>Implementation note: nearly all hold one view and nothing else, and tens of thousands wait.
 */
final class Gathering {
  /** What looks like more others than so many is common, and no view of one. */
  private static final int MOST_DOUBTS = 4;

  /** No conversation is seen so often; probes with one sequence number for all look like it. */
  static final int MOST_VIEWS = 64;

  private final View first;
  private @Nullable List<View> more;
  private @Nullable TreeSet<String> foundProofs;
  private @Nullable TreeSet<Long> doubts;
  private long[] keys;
  private long lastNanos;

  /** Its place in {@link WaitingIndex}. */
  int place = -1;

  /** Its neighbours in {@link WaitingLine}. */
  @Nullable Gathering before;

  @Nullable Gathering behind;

  Gathering(View view, long[] keys) {
    this.first = view;
    this.keys = keys;
    this.lastNanos = view.flow().lastNanos();
  }

  private int size() {
    return more == null ? 1 : 1 + more.size();
  }

  private View view(int index) {
    return index == 0 || more == null ? first : more.get(index - 1);
  }

  /** Whether the two together would be more views than one conversation can have. */
  boolean crowds(Gathering other) {
    return size() + other.size() > MOST_VIEWS;
  }

  /** What proves that one of these views and one of those are one conversation, or null. */
  Proofs.@Nullable Found proof(Gathering other, Proofs proofs) {
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < other.size(); j++) {
        Proofs.Found proof = proofs.between(view(i), other.view(j));
        if (proof != null) {
          return proof;
        }
      }
    }
    return null;
  }

  /** Whether the other looks like the same conversation, though nothing proves it. */
  boolean perhaps(Gathering other, Proofs proofs) {
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < other.size(); j++) {
        if (proofs.perhaps(view(i), other.view(j))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Marks the two as perhaps one, under a number of their own; with few others at most. */
  void doubt(Gathering other, long number) {
    Set<Long> mine = doubts();
    Set<Long> theirs = other.doubts();
    if (mine.size() < MOST_DOUBTS && theirs.size() < MOST_DOUBTS) {
      mine.add(number);
      theirs.add(number);
    }
  }

  private Set<Long> doubts() {
    TreeSet<Long> known = doubts == null ? new TreeSet<>() : doubts;
    doubts = known;
    return known;
  }

  /** Takes the other's views; the proof tells whether their sides are named the other way. */
  void absorb(Gathering other, Proofs.Found proof) {
    List<View> views = more == null ? new ArrayList<>(1) : more;
    for (int i = 0; i < other.size(); i++) {
      views.add(proof.turned() ? other.view(i).turn() : other.view(i));
    }
    more = views;
    TreeSet<String> texts = foundProofs == null ? new TreeSet<>() : foundProofs;
    if (other.foundProofs != null) {
      texts.addAll(other.foundProofs);
    }
    texts.add(proof.text());
    foundProofs = texts;
    Set<Long> mine = doubts();
    for (Long doubt : other.doubts()) {
      if (!mine.remove(doubt)) { // not between the two any more
        mine.add(doubt);
      }
    }
    keys = Longs.concat(keys, other.keys);
    lastNanos = Math.max(lastNanos, other.lastNanos);
  }

  long[] keys() {
    return keys;
  }

  long lastNanos() {
    return lastNanos;
  }

  Conversation conversation() {
    Collection<Long> numbers = doubts;
    return numbers == null || numbers.isEmpty()
        ? withoutDoubts()
        : withoutDoubts().withDoubts(numbers);
  }

  private Conversation withoutDoubts() {
    List<View> others = more;
    Collection<String> texts = foundProofs;
    if (others == null || texts == null) {
      return Conversation.of(first);
    }
    List<View> views = new ArrayList<>(others);
    views.add(0, first);
    return Conversation.of(views, texts);
  }
}
