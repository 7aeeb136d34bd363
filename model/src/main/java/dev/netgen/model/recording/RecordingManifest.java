package dev.netgen.model.recording;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;

/**
 * The content of {@code recording.yaml}.
 *
 * @param host the machine's name
 * @param started when the first source was opened
 * @param ended when the last was closed; empty while recording and after a kill
 * @param stopped why it ended: {@code duration}, {@code interrupted}, {@code terminated}; empty
 *     with {@code ended}
 * @param project the Compose project recorded, or empty
 * @param cluster what the Kubernetes cluster is called that it was made in, where there are
 *     several; else empty
 * @param engine the Docker engine's profile, where one was recorded
 * @param sources the capture points, sorted by name
 */
public record RecordingManifest(
    String host,
    Instant started,
    Optional<Instant> ended,
    String stopped,
    String project,
    String cluster,
    Optional<EngineProfile> engine,
    ImmutableList<CaptureSource> sources) {}
