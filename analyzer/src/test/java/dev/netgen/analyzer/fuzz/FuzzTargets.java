package dev.netgen.analyzer.fuzz;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.AnalyzerFuzz;
import dev.netgen.analyzer.decode.PacketDecoderFuzz;
import dev.netgen.analyzer.decode.ReassemblyFuzz;
import dev.netgen.analyzer.detect.ClassifierFuzz;
import dev.netgen.analyzer.flow.FlowTableFuzz;
import dev.netgen.analyzer.flow.PrefixFuzz;
import dev.netgen.analyzer.input.CaptureReaderFuzz;
import dev.netgen.analyzer.resolve.DnsAnswersFuzz;
import java.util.Locale;

/** All targets. To add one: one class, one line here. */
public final class FuzzTargets {
  /** All of them. */
  public static final ImmutableList<FuzzTarget> ALL =
      ImmutableList.<FuzzTarget>builder()
          .add(CaptureReaderFuzz.values())
          .add(new PacketDecoderFuzz())
          .add(new ReassemblyFuzz())
          .add(new FlowTableFuzz())
          .add(new PrefixFuzz())
          .add(new ClassifierFuzz())
          .add(new DnsAnswersFuzz())
          .add(new AnalyzerFuzz())
          .add(DocumentsFuzz.values())
          .build();

  private FuzzTargets() {}

  /** The target of this name. */
  public static FuzzTarget named(String name) {
    return ALL.stream()
        .filter(target -> target.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fuzz target " + name));
  }
}
