package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.LabelQuery.Operator;
import dev.netgen.generator.verify.LabelQuery.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking queries up finds what asking all of them finds, each once. */
class LabelIndexTest {
  private static final List<String> KEYS = List.of("app", "tier", "track");
  private static final ImmutableList<Operator> OPERATORS = ImmutableList.copyOf(Operator.values());

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 10, 40})
  void findsWhatAskingAllFinds(int size) {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<LabelQuery> queries = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        queries.add(query(random));
      }
      ImmutableList<Integer> numbers = numbers(size);
      LabelIndex<Integer> index = new LabelIndex<>(numbers, queries::get);
      for (int ask = 0; ask < 20; ask++) {
        Map<String, String> labels = labels(random);
        List<Integer> found = new ArrayList<>();
        index.picking(labels, found::add);
        assertThat(found)
            .as("seed %d, labels %s", seed, labels)
            .containsExactlyInAnyOrderElementsOf(
                numbers.stream().filter(i -> queries.get(i).matches(labels)).toList());
      }
    }
  }

  private static ImmutableList<Integer> numbers(int size) {
    ImmutableList.Builder<Integer> numbers = ImmutableList.builder();
    for (int i = 0; i < size; i++) {
      numbers.add(i);
    }
    return numbers.build();
  }

  private static LabelQuery query(Random random) {
    ImmutableList<Requirement> requirements =
        random.nextInt(4) == 0
            ? ImmutableList.of(
                new Requirement(
                    KEYS.get(random.nextInt(KEYS.size())),
                    OPERATORS.get(random.nextInt(OPERATORS.size())),
                    ImmutableSet.of("0", "1")))
            : ImmutableList.of();
    return new LabelQuery(ImmutableMap.copyOf(labels(random)), requirements);
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new TreeMap<>();
    for (String key : KEYS) {
      if (random.nextBoolean()) {
        labels.put(key, String.valueOf(random.nextInt(3)));
      }
    }
    return labels;
  }
}
