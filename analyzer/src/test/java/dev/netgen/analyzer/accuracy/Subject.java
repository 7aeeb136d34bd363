package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A capture about to be transformed.
 *
 * @param file its packets
 * @param labels what is known of it
 * @param partner another capture of the same link type that has no conversation in common with it
 * @param random seeded by the capture's name
 */
record Subject(
    CaptureFile file, ImmutableList<Label> labels, Optional<CaptureFile> partner, Random random) {

  /** The headers of a packet; null where there are none of TCP and UDP. */
  @Nullable Headers headers(TimedPacket packet) {
    return Headers.of(file.linkType(), packet.bytes());
  }

  /** The packets of which this holds; those without TCP and UDP headers are kept. */
  CaptureFile keeping(BiPredicate<Headers, byte[]> keep) {
    return file.with(
        file.packets().stream()
            .filter(
                packet -> {
                  Headers headers = headers(packet);
                  return headers == null || keep.test(headers, packet.bytes());
                })
            .toList());
  }
}
