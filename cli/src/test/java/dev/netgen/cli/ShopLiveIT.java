package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path on a real engine, as {@code samples/shop/prove} drives it: the sample is recorded
 * live, analyzed, isolated by the generated Compose file and probed; every observed call still
 * works, the gateway reaches none of the stores, and each outcome is what the evaluator predicted.
 * Needs the private engine that {@code ./test} starts.
 */
class ShopLiveIT {
  private static final boolean CI = "true".equals(System.getenv("CI"));

  @TempDir private Path directory;

  @Test
  void recordedLiveIsolatedAndProbed() throws Exception {
    boolean engine = System.getenv("NETGEN_ENGINE_NETNS") != null;
    assumeTrue(engine || CI, "no private Docker engine: run ./test as root");
    Path root = Path.of("").toAbsolutePath().getParent();
    Path log = directory.resolve("log");
    Process prove =
        new ProcessBuilder(
                root.resolve("samples/shop/prove").toString(),
                "--duration",
                "45s",
                "-o",
                directory.resolve("out").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    prove.getOutputStream().close();
    boolean ended = prove.waitFor(15, TimeUnit.MINUTES);
    if (!ended) {
      prove.destroy();
      prove.waitFor(1, TimeUnit.MINUTES);
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    String told = String.join("\n", lines);
    assertThat(ended).as(told).isTrue();
    assertThat(prove.exitValue()).as(told).isZero();
    assertThat(lines)
        .as(told)
        .anyMatch(line -> line.startsWith("ok\tforbidden\tgateway\tredis\t"))
        .anyMatch(line -> line.startsWith("ok\tforbidden\tgateway\tpostgres\t"))
        .anyMatch(line -> line.startsWith("ok\tforbidden\tgateway\trabbitmq\t"))
        .noneMatch(line -> line.startsWith("WRONG"));
  }
}
