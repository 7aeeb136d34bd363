package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NameTableTest {
  private static final long SECOND = 1_000_000_000L;
  private static final IpAddress ADDRESS = IpAddress.parse("198.51.100.1");

  @ParameterizedTest
  @CsvSource({"99, false", "100, true", "130, true", "190, true", "191, false"})
  void anAnswerIsGoodFromItsPacketUntilItsLifeAndTheGraceEnd(long second, boolean good) {
    NameTable table = new NameTable(10);
    table.learn("web", ADDRESS, "a.example.com", 100 * SECOND, 30, NameTable.ASKED);
    assertThat(table.at("web", ADDRESS, second * SECOND, "").isPresent()).isEqualTo(good);
  }

  /** By each client's own answers, and by those that are good then. */
  @ParameterizedTest
  @CsvSource({
    "50, {}",
    "110, '{db=b.example.com, web=a.example.com}'",
    "210, {db=a.example.com}",
    "500, {}"
  })
  void whatClientsMeanIsWhatTheGraphHas(long second, String meant) {
    NameTable table = new NameTable(10);
    table.learn("web", ADDRESS, "a.example.com", 100 * SECOND, 30, NameTable.ASKED);
    table.learn("db", ADDRESS, "b.example.com", 100 * SECOND, 30, NameTable.ASKED);
    table.learn("db", ADDRESS, "a.example.com", 200 * SECOND, 30, NameTable.ASKED);
    assertThat(table.meant(ADDRESS, second * SECOND)).hasToString(meant);
    assertThat(table.meant(IpAddress.parse("198.51.100.2"), second * SECOND)).isEmpty();
  }

  @Test
  void eachIntervalOfANameIsToldApart() {
    NameTable table = new NameTable(10);
    for (long at : new long[] {100, 150, 1000}) {
      table.learn("web", ADDRESS, "a.example.com", at * SECOND, 30, NameTable.ASKED);
    }
    assertThat(table.given(ADDRESS))
        .containsExactly(
            new NameTable.Given("web", "a.example.com", 100 * SECOND, 240 * SECOND),
            new NameTable.Given("web", "a.example.com", 1000 * SECOND, 1090 * SECOND));
  }

  /** Many answers that follow one another closely are one interval, without end by their number. */
  @Test
  void manyAnswersWithinEachOthersLifeHoldThroughout() {
    NameTable table = new NameTable(10);
    for (int i = 0; i < 1000; i++) {
      table.learn("web", ADDRESS, "a.example.com", i * 10L * SECOND, 5, NameTable.ASKED);
    }
    assertThat(table.at("web", ADDRESS, 5 * SECOND, "")).contains("a.example.com");
    assertThat(table.forgotten()).isZero();
  }

  @Test
  void theLatestAnswerWins() {
    NameTable table = new NameTable(10);
    table.learn("web", ADDRESS, "a.example.com", 2 * SECOND, 30, NameTable.ASKED);
    table.learn("web", ADDRESS, "b.example.com", SECOND, 30, NameTable.ASKED);
    assertThat(table.at("web", ADDRESS, 3 * SECOND, "")).contains("a.example.com");
    assertThat(table.at("web", ADDRESS, 3 * SECOND, "b.example.com")).contains("b.example.com");
    assertThat(table.at("web", ADDRESS, 3 * SECOND, "c.example.com")).contains("a.example.com");
  }

  @Test
  void boundsForgetAndCount() {
    NameTable table = new NameTable(2);
    for (int i = 0; i < 5; i++) {
      table.learn("client-" + i, ADDRESS, "a.example.com", SECOND, 30, NameTable.ASKED);
    }
    for (int i = 0; i < NameTable.NAMES_EACH + 3; i++) {
      table.learn("client-4", ADDRESS, "n" + i + ".example.com", SECOND, 30, NameTable.ASKED);
    }
    assertThat(table.forgotten()).isEqualTo(3 + 4);
    assertThat(table.ever("client-0", ADDRESS)).isEmpty();
    assertThat(table.ever("client-4", ADDRESS)).hasSize(NameTable.NAMES_EACH);
  }

  /** An address that two names share in turn: each time the name asked for last before. */
  @ParameterizedTest
  @CsvSource({
    "9, -",
    "15, a.example.com",
    "25, b.example.com",
    "35, a.example.com",
    "200, -",
    "501, b.example.com"
  })
  void eachFlowHasTheNameAskedForBeforeIt(long second, String name) {
    NameTable table = new NameTable(10);
    String[] asked = {"a", "b", "a", "b"};
    long[] at = {10, 20, 30, 500};
    for (int i = 0; i < asked.length; i++) {
      table.learn("web", ADDRESS, asked[i] + ".example.com", at[i] * SECOND, 5, NameTable.ASKED);
    }
    assertThat(table.at("web", ADDRESS, second * SECOND, "").orElse("-")).isEqualTo(name);
  }

  @Test
  void veryManyAnswersKeepTheLatestApart() {
    NameTable table = new NameTable(10);
    for (int i = 0; i < 500; i++) {
      table.learn("web", ADDRESS, "a.example.com", i * 1000L * SECOND, 5, NameTable.ASKED);
    }
    assertThat(table.at("web", ADDRESS, 499_010 * SECOND, "")).contains("a.example.com");
    assertThat(table.at("web", ADDRESS, 498_900 * SECOND, "")).isEmpty();
    assertThat(table.at("web", ADDRESS, 400_500 * SECOND, "")).isEmpty();
    assertThat(table.forgotten()).isEqualTo(500 - NameSpans.MOST);
  }
}
