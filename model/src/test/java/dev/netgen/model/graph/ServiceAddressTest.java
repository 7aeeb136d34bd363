package dev.netgen.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Port;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceAddressTest {
  private static final LinkKey LINK =
      new LinkKey(
          PeerId.parse("k8s:shop/Deployment/a"),
          PeerId.parse("k8s:shop/Deployment/b"),
          Port.parse("8080/tcp"));

  @ParameterizedTest
  @ValueSource(strings = {"10.96.0.10 53/udp", "fd00:10:96::a 443/tcp", "10.96.1.1 9999/sctp"})
  void readsWhatItWrites(String text) {
    assertThat(ServiceAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.96.0.10", "10.96.0.10:53/udp", "x 53/udp", "10.96.0.10 70000"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> ServiceAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evidenceTellsWhatClientsOfTheLinkCalled() {
    assertThat(
            ServiceAddress.of(evidence("10.96.0.2 80/tcp", "nonsense", "10.96.0.1 80/tcp"), LINK))
        .extracting(ServiceAddress::toString)
        .containsExactly("10.96.0.1 80/tcp", "10.96.0.2 80/tcp");
    assertThat(ServiceAddress.of(GraphEvidence.empty(), LINK)).isEmpty();
  }

  private static GraphEvidence evidence(String... texts) {
    LinkEvidence link =
        new LinkEvidence(
            LINK,
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            1,
            1,
            1,
            1,
            ImmutableSortedMap.of(),
            ImmutableSortedMap.of(),
            ImmutableSortedMap.of(),
            ImmutableList.of(),
            ImmutableSortedMap.of(ServiceAddress.FACT, ImmutableSortedSet.copyOf(texts)),
            ImmutableList.of());
    return new GraphEvidence(
        ImmutableSortedMap.of(LINK, link),
        ImmutableList.of(),
        ImmutableSortedMap.of(),
        ImmutableSortedMap.of(),
        ImmutableSortedMap.of());
  }
}
