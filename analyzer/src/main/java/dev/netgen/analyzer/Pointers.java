package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.input.PacketFile;
import dev.netgen.analyzer.settle.PacketAt;
import dev.netgen.model.graph.PacketPointer;
import java.util.function.Function;

/** Packets by their place in a run to pointers that outlive it. */
record Pointers(ImmutableList<PacketFile> files) implements Function<PacketAt, PacketPointer> {

  @Override
  public PacketPointer apply(PacketAt at) {
    PacketFile file = files.get(at.file());
    String digest = file.sha256().map(hex -> "sha256:" + hex).orElse("");
    String path = file.recording().isPresent() ? file.path() : Notes.fileName(file.path());
    return new PacketPointer(path, digest, at.frame());
  }
}
