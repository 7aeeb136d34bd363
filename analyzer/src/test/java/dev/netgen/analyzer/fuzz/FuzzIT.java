package dev.netgen.analyzer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the fuzzer over all targets in turn; the long one is {@code scripts/fuzz}. */
class FuzzIT {
  private static final int SECONDS = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern EXECUTED =
      Pattern.compile("stat::number_of_executed_units: ([0-9]+)");

  @TempDir Path folder;

  @Test
  void nothingIsFoundInAShortRun() throws IOException, InterruptedException {
    Path seeds = Files.createDirectory(folder.resolve("seeds"));
    FuzzDriver.main(new String[] {seeds.toString()});
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    Path log = folder.resolve("log");
    Process fuzzer =
        new ProcessBuilder(command(corpus, seeds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(fuzzer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("in time").isTrue();
    } finally {
      fuzzer.destroyForcibly();
    }
    String told = Files.readString(log);
    assertThat(fuzzer.exitValue()).as(told).isZero();
    Matcher executed = EXECUTED.matcher(told);
    assertThat(executed.find()).as(told).isTrue();
    assertThat(Long.parseLong(executed.group(1))).isGreaterThan(FuzzTargets.ALL.size());
  }

  private List<String> command(Path corpus, Path seeds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-XX:+UseSerialGC");
    command.add("-Dnetgen.fuzz.target=all");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + FuzzDriver.class.getName());
    command.add("--instrumentation_includes=dev.netgen.analyzer.**:dev.netgen.model.**");
    command.add("--custom_hook_includes=dev.netgen.**");
    command.add("--trace=cov"); // twice as many inputs in the little time
    command.add("--reproducer_path=" + folder);
    command.add(corpus.toString());
    command.add(seeds.toString());
    command.add("-max_total_time=" + SECONDS);
    command.add(
        "-seed=20240601"); // so that the same code is asked the same, as far as a fuzzer can be
    command.add("-timeout=60");
    command.add("-rss_limit_mb=3000");
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-print_final_stats=1");
    return command;
  }
}
