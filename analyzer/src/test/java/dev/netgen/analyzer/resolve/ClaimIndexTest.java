package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimIndexTest {
  private static final IpAddress ADDRESS = IpAddress.parse("172.18.0.5");
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  private static AddressClaim claim(String owner, long from, long until) {
    return AddressClaim.of(
        ADDRESS,
        AddressClaim.Kind.WORKLOAD,
        PeerId.dockerContainer(owner),
        owner,
        START.plusSeconds(from),
        START.plusSeconds(until));
  }

  /** Held by "first" from 10 s to 20 s, by "second" from 24 s to 40 s. */
  @ParameterizedTest
  @CsvSource({
    "4, , OTHER_TIME",
    "5, first, ",
    "15, first, ",
    "21, first, ",
    "22, , SEVERAL",
    "23, second, ",
    "30, second, ",
    "45, second, ",
    "46, , OTHER_TIME"
  })
  void theNearerOwnerOfTwo(long at, @Nullable String owner, @Nullable Unresolved why) {
    ClaimIndex index =
        new ClaimIndex(ImmutableSortedSet.of(claim("first", 10, 20), claim("second", 24, 40)));
    ClaimIndex.Answer answer = index.at(ADDRESS, START.plusSeconds(at));
    assertThat(answer.claim().map(AddressClaim::instance).orElse(null)).isEqualTo(owner);
    assertThat(answer.why()).isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource({"15, , SEVERAL", "25, second, "})
  void twoAtOnceAreNobody(long at, @Nullable String owner, @Nullable Unresolved why) {
    ClaimIndex index =
        new ClaimIndex(ImmutableSortedSet.of(claim("first", 10, 20), claim("second", 12, 40)));
    ClaimIndex.Answer answer = index.at(ADDRESS, START.plusSeconds(at));
    assertThat(answer.claim().map(AddressClaim::instance).orElse(null)).isEqualTo(owner);
    assertThat(answer.why()).isEqualTo(why);
  }

  @Test
  void anAddressThatNobodyHeldHasNoReasonHere() {
    ClaimIndex index = new ClaimIndex(ImmutableSortedSet.of(claim("first", 10, 20)));
    for (String other : List.of("172.18.0.4", "172.18.0.6", "::")) {
      ClaimIndex.Answer answer = index.at(IpAddress.parse(other), START.plusSeconds(15));
      assertThat(answer.claim()).isEmpty();
      assertThat(answer.why()).isNull();
      assertThat(index.of(IpAddress.parse(other))).isEmpty();
    }
  }

  /** What is kept for as long as an answer says it holds must be what a new search would find. */
  @Test
  void anAnswerHoldsAsLongAsItSays() {
    Random random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      ImmutableSortedSet<AddressClaim> claims =
          IntStream.rangeClosed(0, random.nextInt(4))
              .mapToObj(i -> claim("c" + random.nextInt(3), random.nextInt(60), random.nextInt(60)))
              .filter(claim -> claim.from().isBefore(claim.until()))
              .collect(ImmutableSortedSet.toImmutableSortedSet(AddressClaim::compareTo));
      ClaimIndex index = new ClaimIndex(claims);
      Instant asked = START.plusSeconds(random.nextInt(80) - 10);
      ClaimIndex.Answer answer = index.at(ADDRESS, asked);
      assertThat(asked).isBetween(answer.from(), answer.until().minusNanos(1));
      for (int tenths = -150; tenths < 900; tenths++) {
        Instant time = START.plusMillis(100L * tenths);
        if (!time.isBefore(answer.from()) && time.isBefore(answer.until())) {
          ClaimIndex.Answer then = index.at(ADDRESS, time);
          assertThat(then.claim().map(AddressClaim::owner))
              .as("%s at %s and %s", claims, asked, time)
              .isEqualTo(answer.claim().map(AddressClaim::owner));
          assertThat(then.why()).isEqualTo(answer.why());
        }
      }
    }
  }
}
