package dev.netgen.analyzer.input;

import dev.netgen.model.recording.RecordingManifest;
import java.nio.file.Path;

/**
 * A recording among the inputs.
 *
 * @param directory its directory, as given
 * @param manifest what its recording.yaml says
 */
public record RecordingInput(Path directory, RecordingManifest manifest) {}
