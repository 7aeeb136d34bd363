package dev.netgen.analyzer.input;

import dev.netgen.model.recording.CaptureSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One capture point of a run: a source of a recording, a plain pcap file, or an interface of a
 * pcapng file. {@code Flow.observer} is its index.
 *
 * @param index position among the run's observers
 * @param name unique among them: the source's or interface's name, or the file's
 * @param recording the recording directory it belongs to, if any
 * @param manifest what recording.yaml says about it, if anything
 * @param packets packets read
 * @param firstNanos time of its first packet in nanoseconds since 1970; 0 without packets
 * @param lastNanos greatest packet time; 0 without packets
 */
public record Observer(
    int index,
    String name,
    Optional<Path> recording,
    Optional<CaptureSource> manifest,
    long packets,
    long firstNanos,
    long lastNanos) {}
