package dev.netgen.generator;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.Note;
import dev.netgen.model.proof.Proof;

/**
 * One target's set.
 *
 * @param target the target's word
 * @param files to be written only when the proof holds; sorted by path
 * @param notes what a reader must be told
 * @param proof what the files allow, found by re-reading them
 */
public record TargetResult(
    String target, ImmutableList<GeneratedFile> files, ImmutableList<Note> notes, Proof proof) {}
