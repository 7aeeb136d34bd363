package dev.netgen.analyzer.input;

import dev.netgen.model.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a capture file's first and last bytes say, without reading what lies between.
 *
 * @param path the file
 * @param kind its format, link types and interface names: equal for pieces of one capture
 * @param first time of its first packet, nanoseconds since 1970
 * @param last greatest packet time near its end, or -1 where that cannot be told: compressed files,
 *     and files whose last packets cannot be recognised
 */
record CaptureProbe(Path path, String kind, long first, long last) {
  private static final int BUFFER = 1 << 13;
  private static final int MAX_HEAD = 1 << 20;
  private static final int TAIL = 1 << 18;

  /** Empty for files without packets and files that cannot be read; reading them tells why. */
  static Optional<CaptureProbe> of(Path path) {
    try (InputStream stream = Files.newInputStream(path);
        CaptureReader reader = CaptureOpener.open(stream, path.toString(), BUFFER)) {
      if (reader == null || !reader.next()) {
        return Optional.empty();
      }
      String kind =
          reader.getClass().getSimpleName()
              + reader.interfaces().all().stream()
                  .map(entry -> " " + entry.linkType + " " + entry.name)
                  .collect(Collectors.joining());
      long first = reader.nanos;
      return Optional.of(new CaptureProbe(path, kind, first, last(path, reader.in.offset())));
    } catch (IOException | ProblemException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads the file's head and tail as if nothing lay between: the reader finds the packets of the
   * tail as it does behind a damage.
   */
  private static long last(Path path, long headLength) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      if (headLength > MAX_HEAD || !CaptureOpener.isPlain(stream.readNBytes(4))) {
        return -1;
      }
    }
    long size = Files.size(path);
    try (InputStream head = Files.newInputStream(path);
        InputStream tail = Files.newInputStream(path)) {
      byte[] begin = head.readNBytes((int) headLength);
      tail.skipNBytes(Math.max(Math.min(size, headLength), size - TAIL));
      InputStream both = new SequenceInputStream(new ByteArrayInputStream(begin), tail);
      return greatest(CaptureOpener.open(both, path.toString(), BUFFER));
    }
  }

  private static long greatest(@Nullable CaptureReader reader) {
    long greatest = -1;
    while (reader != null && reader.next()) {
      greatest = Math.max(greatest, reader.nanos);
    }
    boolean lost = reader == null || reader.stop().kind() == InputNote.Kind.DAMAGED;
    return lost ? -1 : greatest;
  }
}
