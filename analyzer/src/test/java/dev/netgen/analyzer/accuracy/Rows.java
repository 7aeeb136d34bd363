package dev.netgen.analyzer.accuracy;

import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code netgen flows} prints of inputs. */
final class Rows {
  private static final long HEAP = 1L << 29;

  private Rows() {}

  /** All rows; none where the input is refused, which shows as missing. */
  static List<SettledFlow> of(List<Path> inputs) {
    List<SettledFlow> rows = new ArrayList<>();
    try {
      Analyzer.list(inputs, List.of(), AnalyzerOptions.forHeap(HEAP), rows::add);
    } catch (ProblemException refused) {
      return List.of();
    }
    return rows;
  }
}
