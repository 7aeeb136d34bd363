package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.input.PacketFile;
import dev.netgen.analyzer.input.PipelineResult;
import dev.netgen.analyzer.listing.RowPlaces;
import dev.netgen.model.recording.CaptureSource;

/** Names of the files and capture points of a run. */
final class Places implements RowPlaces {
  private final ImmutableList<String> captures;
  private final ImmutableList<String> scopes;

  Places(PipelineResult read) {
    captures = read.files().stream().map(Places::capture).collect(ImmutableList.toImmutableList());
    scopes =
        read.observers().stream()
            .map(observer -> observer.manifest().map(CaptureSource::scope).orElse(""))
            .collect(ImmutableList.toImmutableList());
  }

  private static String capture(PacketFile file) {
    return file.recording().map(recording -> recording + "/" + file.path()).orElse(file.path());
  }

  @Override
  public String capture(int file) {
    return captures.get(file);
  }

  @Override
  public String scope(int observer) {
    return scopes.get(observer);
  }
}
