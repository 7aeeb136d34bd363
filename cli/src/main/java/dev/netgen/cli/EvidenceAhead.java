package dev.netgen.cli;

import dev.netgen.model.format.EvidenceJson;
import dev.netgen.model.graph.GraphEvidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The evidence of a graph file, read on another core while the graph is. Who asks for it has read
 * the graph by then, so that what is wrong with the graph is told first.
 */
final class EvidenceAhead {
  private final Optional<CompletableFuture<GraphEvidence>> reading;

  private EvidenceAhead(Optional<CompletableFuture<GraphEvidence>> reading) {
    this.reading = reading;
  }

  /** Begins where the only input is a graph that has evidence. */
  static EvidenceAhead of(List<Path> inputs, Optional<Path> named) {
    if (inputs.size() != 1 || !GraphSource.looksLikeGraph(inputs.get(0))) {
      return new EvidenceAhead(Optional.empty());
    }
    return new EvidenceAhead(
        named
            .or(() -> Optional.of(EvidenceJson.beside(inputs.get(0))).filter(Files::exists))
            .map(file -> CompletableFuture.supplyAsync(() -> EvidenceJson.read(file))));
  }

  /** The evidence, or the problem with it; empty where nothing was begun. */
  Optional<GraphEvidence> evidence() {
    try {
      return reading.map(CompletableFuture::join);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
