package dev.netgen.generator.target;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;

/**
 * What a target made of a graph.
 *
 * @param files sorted by path
 * @param notes what the files cannot say or should not hide; sorted, those for attention first
 */
public record Emission(ImmutableList<GeneratedFile> files, ImmutableList<Note> notes) {

  /** Sorts both; equal notes become one. */
  public static Emission of(Collection<GeneratedFile> files, Collection<Note> notes) {
    return new Emission(
        ImmutableList.sortedCopyOf(files), ImmutableSortedSet.copyOf(notes).asList());
  }
}
