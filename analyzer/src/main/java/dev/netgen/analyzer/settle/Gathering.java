package dev.netgen.analyzer.settle;

import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Views of one conversation while more may come; their sides are named alike. */
final class Gathering {
  private final List<View> views = new ArrayList<>(1);
  private final TreeSet<String> proofs = new TreeSet<>();
  private final List<ImmutableLongArray> keys = new ArrayList<>(1);
  private long lastNanos;

  Gathering(View view, ImmutableLongArray keys) {
    this.views.add(view);
    this.keys.add(keys);
    this.lastNanos = view.flow().lastNanos();
  }

  /** What proves that one of these views and one of those are one conversation, or null. */
  Proofs.@Nullable Found proof(Gathering other) {
    for (View mine : views) {
      for (View theirs : other.views) {
        Proofs.Found proof = Proofs.between(mine, theirs);
        if (proof != null) {
          return proof;
        }
      }
    }
    return null;
  }

  /** Takes the other's views; the proof tells whether their sides are named the other way. */
  void absorb(Gathering other, Proofs.Found proof) {
    other.views.forEach(view -> views.add(proof.turned() ? view.turn() : view));
    proofs.addAll(other.proofs);
    proofs.add(proof.text());
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
    return views.size() == 1 ? Conversation.of(views.get(0)) : Conversation.of(views, proofs);
  }
}
