package dev.netgen.analyzer.input;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One capture file of a run. {@code Flow.file} is its index.
 *
 * @param index position among the run's files
 * @param path relative to the recording (forward slashes), or as given
 * @param recording the recording directory it belongs to, if any
 * @param packets packets read from it
 * @param sha256 lower-case hexadecimal digest of all its bytes as stored, where asked for
 */
public record PacketFile(
    int index, String path, Optional<Path> recording, long packets, Optional<String> sha256) {}
