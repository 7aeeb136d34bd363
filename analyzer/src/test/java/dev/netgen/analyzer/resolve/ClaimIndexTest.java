package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.List;
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
    "4, , no owner at that time",
    "5, first, ''",
    "15, first, ''",
    "21, first, ''",
    "22, , several owners at once",
    "23, second, ''",
    "30, second, ''",
    "45, second, ''",
    "46, , no owner at that time"
  })
  void theNearerOwnerOfTwo(long at, String owner, String reason) {
    ClaimIndex index = new ClaimIndex(List.of(claim("first", 10, 20), claim("second", 24, 40)));
    ClaimIndex.Answer answer = index.at(ADDRESS, START.plusSeconds(at));
    assertThat(answer.claim().map(AddressClaim::instance).orElse(null)).isEqualTo(owner);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"15, , several owners at once", "25, second, ''"})
  void twoAtOnceAreNobody(long at, String owner, String reason) {
    ClaimIndex index = new ClaimIndex(List.of(claim("first", 10, 20), claim("second", 12, 40)));
    ClaimIndex.Answer answer = index.at(ADDRESS, START.plusSeconds(at));
    assertThat(answer.claim().map(AddressClaim::instance).orElse(null)).isEqualTo(owner);
    assertThat(answer.reason()).isEqualTo(reason);
  }
}
