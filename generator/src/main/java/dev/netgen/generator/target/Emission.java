package dev.netgen.generator.target;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import java.util.Collection;

/**
 * What a target made of a graph.
 *
 * @param files sorted by path
 * @param notes what the files cannot say or should not hide; sorted, those for attention first
 * @param silent workloads that keep what is around them from being isolated as a whole, and about
 *     which nobody decided
 */
public record Emission(
    ImmutableList<GeneratedFile> files,
    ImmutableList<Note> notes,
    ImmutableSortedSet<PeerId> silent) {

  /** Sorts all; equal notes become one. */
  public static Emission of(
      Collection<GeneratedFile> files, Collection<Note> notes, Collection<PeerId> silent) {
    return new Emission(
        ImmutableList.sortedCopyOf(files),
        ImmutableSortedSet.copyOf(notes).asList(),
        ImmutableSortedSet.copyOf(silent));
  }

  /** Nobody is silent, or nothing depends on it. */
  public static Emission of(Collection<GeneratedFile> files, Collection<Note> notes) {
    return of(files, notes, ImmutableSortedSet.of());
  }
}
