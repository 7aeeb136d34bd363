package dev.netgen.analyzer.settle;

import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Views of one conversation while more may come; their sides are named alike. */
final class Gathering {
  /** What looks like more others than so many is common, and no view of one. */
  private static final int MOST_DOUBTS = 4;

  private final List<View> views = new ArrayList<>(1);
  private final TreeSet<String> foundProofs = new TreeSet<>();
  private final TreeSet<Long> doubts = new TreeSet<>();
  private final List<ImmutableLongArray> keys = new ArrayList<>(1);
  private long lastNanos;

  Gathering(View view, ImmutableLongArray keys) {
    this.views.add(view);
    this.keys.add(keys);
    this.lastNanos = view.flow().lastNanos();
  }

  /** What proves that one of these views and one of those are one conversation, or null. */
  Proofs.@Nullable Found proof(Gathering other, Proofs proofs) {
    for (View mine : views) {
      for (View theirs : other.views) {
        Proofs.Found proof = proofs.between(mine, theirs);
        if (proof != null) {
          return proof;
        }
      }
    }
    return null;
  }

  /** Whether the other looks like the same conversation, though nothing proves it. */
  boolean perhaps(Gathering other, Proofs proofs) {
    for (View mine : views) {
      for (View theirs : other.views) {
        if (proofs.perhaps(mine, theirs)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Marks the two as perhaps one, under a number of their own; with few others at most. */
  void doubt(Gathering other, long number) {
    if (doubts.size() < MOST_DOUBTS && other.doubts.size() < MOST_DOUBTS) {
      doubts.add(number);
      other.doubts.add(number);
    }
  }

  /** Takes the other's views; the proof tells whether their sides are named the other way. */
  void absorb(Gathering other, Proofs.Found proof) {
    other.views.forEach(view -> views.add(proof.turned() ? view.turn() : view));
    foundProofs.addAll(other.foundProofs);
    foundProofs.add(proof.text());
    for (Long doubt : other.doubts) {
      if (!doubts.remove(doubt)) { // not between the two any more
        doubts.add(doubt);
      }
    }
    keys.addAll(other.keys);
    lastNanos = Math.max(lastNanos, other.lastNanos);
  }

  List<ImmutableLongArray> keys() {
    return keys;
  }

  long lastNanos() {
    return lastNanos;
  }

  Conversation conversation() {
    Conversation conversation =
        views.size() == 1 ? Conversation.of(views.get(0)) : Conversation.of(views, foundProofs);
    return doubts.isEmpty() ? conversation : conversation.withDoubts(doubts);
  }
}
