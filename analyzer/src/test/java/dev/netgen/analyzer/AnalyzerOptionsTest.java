package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds follow the heap down and stop at what was measured to be enough. */
final class AnalyzerOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "8192, 1000000, 268435456, 200000, 65536",
    "2048, 1000000, 268435456, 200000, 65536",
    "1024, 500000, 134217728, 100000, 32768",
    "256, 125000, 33554432, 25000, 8192",
    "1, 31250, 8388608, 6250, 2048",
  })
  void boundsAreInProportionToTheHeap(
      long mebibytes, int flows, long prefixes, int aggregates, int waiting) {
    AnalyzerOptions options = AnalyzerOptions.forHeap(mebibytes << 20);
    assertThat(options.pipeline().maxFlows()).isEqualTo(flows);
    assertThat(options.pipeline().prefixBudget()).isEqualTo(prefixes);
    assertThat(options.mostAggregates()).isEqualTo(aggregates);
    assertThat(options.mostWaiting()).isEqualTo(waiting);
  }

  @Test
  void filesAreDigested() {
    assertThat(AnalyzerOptions.defaults().pipeline().digests()).isTrue();
  }
}
