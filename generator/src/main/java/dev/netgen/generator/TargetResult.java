package dev.netgen.generator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.Note;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.proof.Proof;

/**
 * One target's set.
 *
 * @param target the target's word
 * @param files to be written only when the proof holds; sorted by path
 * @param notes what a reader must be told
 * @param silent workloads that were not observed as isolation around them needs, and about which
 *     nobody decided; sorted
 * @param proof what the files allow, found by re-reading them
 */
public record TargetResult(
    String target,
    ImmutableList<GeneratedFile> files,
    ImmutableList<Note> notes,
    ImmutableSortedSet<PeerId> silent,
    Proof proof) {}
