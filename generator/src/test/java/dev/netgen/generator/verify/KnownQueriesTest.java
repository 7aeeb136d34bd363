package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.LabelQuery.Operator;
import dev.netgen.generator.verify.LabelQuery.Requirement;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KnownQueriesTest {
  private static final ImmutableList<Requirement> NONE = ImmutableList.of();

  private static final List<Supplier<LabelQuery>> QUERIES =
      List.of(
          () -> LabelQuery.ANY,
          () -> new LabelQuery(ImmutableMap.of("a", "b"), NONE),
          () -> new LabelQuery(ImmutableMap.of("a", "c"), NONE),
          () -> new LabelQuery(ImmutableMap.of("b", "a"), NONE),
          () -> new LabelQuery(ImmutableMap.of("a", "b", "c", "d"), NONE),
          () -> new LabelQuery(ImmutableMap.of("a", "b"), requires("x")),
          () -> new LabelQuery(ImmutableMap.of("a", "b"), requires("y")),
          () -> new LabelQuery(ImmutableMap.of(), requires("x")));

  private static ImmutableList<Requirement> requires(String key) {
    return ImmutableList.of(new Requirement(key, Operator.EXISTS, ImmutableSet.of()));
  }

  @Test
  void equalOnesAreOneAndOthersStayApart() {
    KnownQueries known = new KnownQueries();
    List<LabelQuery> first = QUERIES.stream().map(query -> known.intern(query.get())).toList();
    for (int i = 0; i < QUERIES.size(); i++) {
      LabelQuery made = QUERIES.get(i).get();
      assertThat(first.get(i)).isEqualTo(made);
      assertThat(known.intern(made)).isSameAs(first.get(i));
    }
    assertThat(first).doesNotHaveDuplicates();
  }
}
