package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever closed first comes first, unless it was handed out or its entry used again. */
class ClosedLineTest {
  private record Waiting(FlowEntry entry, long ordinal) {
    boolean waits() {
      return !entry.reported && entry.ordinal == ordinal;
    }
  }

  private final ClosedLine line = new ClosedLine();
  private final List<Waiting> expected = new ArrayList<>();
  private long ordinal;

  private void add(FlowEntry entry) {
    entry.ordinal = ++ordinal;
    entry.reported = false;
    line.add(entry);
    expected.add(new Waiting(entry, entry.ordinal));
  }

  private void assertFirst() {
    expected.removeIf(each -> !each.waits());
    FlowEntry first = expected.isEmpty() ? null : expected.get(0).entry();
    assertThat(line.first()).isSameAs(first);
  }

  @Test
  void likeAListOfWhatStillWaits() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<FlowEntry> entries = new ArrayList<>();
      for (int step = 0; step < 6_000; step++) {
        int kind = random.nextInt(10);
        FlowEntry any = entries.isEmpty() ? null : entries.get(random.nextInt(entries.size()));
        if (any == null || kind < 5 + seed % 3) {
          entries.add(new FlowEntry(new Stream()));
          add(entries.get(entries.size() - 1));
        } else if (kind < 8) {
          any.reported = true;
        } else if (kind == 8) {
          add(any);
        } else if (line.first() != null) {
          assertFirst();
          line.remove();
          expected.remove(0);
        }
        assertFirst();
      }
      line.tidy();
      assertFirst();
      assertThat(line.size()).isEqualTo(expected.size());
      line.clear();
      expected.clear();
      assertFirst();
    }
  }
}
