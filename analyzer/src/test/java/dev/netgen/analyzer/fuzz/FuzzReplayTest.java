package dev.netgen.analyzer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target on its seeds, on inputs that once failed, and on a few damaged seeds. The fuzzer
 * proper is {@code FuzzIT} and {@code scripts/fuzz}.
 */
class FuzzReplayTest {
  private static final Path KEPT = Path.of("src", "test", "resources", "fuzz");
  private static final int DAMAGED = 60;

  static Stream<String> labels() {
    return FuzzTargets.ALL.stream().map(FuzzTarget::label);
  }

  @ParameterizedTest
  @MethodSource("labels")
  void holdsOnSeedsAndDamagedSeeds(String label) {
    FuzzTarget target = FuzzTargets.named(label);
    ImmutableList<byte[]> seeds = target.seeds();
    assertThat(seeds).isNotEmpty().doesNotContain(new byte[0]);
    seeds.forEach(target::run);
    target.run(new byte[0]);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < DAMAGED; i++) {
      target.run(damaged(seeds.get(random.nextInt(seeds.size())), random));
    }
  }

  @ParameterizedTest
  @MethodSource("labels")
  void holdsOnWhatOnceFailed(String label) throws IOException {
    FuzzTarget target = FuzzTargets.named(label);
    for (Path input : kept(label)) {
      target.run(Files.readAllBytes(input));
    }
  }

  @Test
  void labelsDifferAndKeptInputsAreOfATarget() throws IOException {
    List<String> labels = labels().toList();
    assertThat(new TreeSet<>(labels)).hasSameSizeAs(labels).doesNotContain("all");
    if (Files.isDirectory(KEPT)) {
      try (Stream<Path> folders = Files.list(KEPT)) {
        assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf(labels);
      }
    }
  }

  private static List<Path> kept(String label) throws IOException {
    if (!Files.isDirectory(KEPT.resolve(label))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(KEPT.resolve(label))) {
      return files.sorted().toList();
    }
  }

  /** A few bytes changed, now and then the end cut off. */
  private static byte[] damaged(byte[] seed, SplittableRandom random) {
    boolean cut = random.nextInt(4) == 0;
    byte[] damaged = Arrays.copyOf(seed, cut ? random.nextInt(seed.length + 1) : seed.length);
    for (int i = random.nextInt(6); i > 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }
}
