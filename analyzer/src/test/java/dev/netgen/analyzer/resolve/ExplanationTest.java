package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplanationTest {
  private static final PeerId WEB = PeerId.kubernetes("shop", "Deployment", "web");
  private static final PeerId REPORT = PeerId.kubernetes("shop", "Deployment", "report");

  private static AddressClaim claim(PeerId owner, String pod, String from, String until) {
    return AddressClaim.of(
            IpAddress.parse("10.244.1.7"),
            AddressClaim.Kind.WORKLOAD,
            owner,
            "shop/" + pod,
            Instant.parse("2026-01-01T" + from + ":00Z"),
            Instant.parse("2026-01-01T" + until + ":00Z"))
        .on("n1")
        .saidIn("pods.json items[3]");
  }

  private static final Inventory INVENTORY =
      new InventoryBuilder()
          .addresses(
              List.of(
                  claim(WEB, "web-1", "09:00", "10:02"),
                  claim(REPORT, "report-1", "10:07", "11:00"),
                  claim(WEB, "web-2", "10:50", "12:00")))
          .forwards(
              List.of(
                  Forward.always(
                      "service shop/web",
                      Optional.of(IpAddress.parse("10.96.0.20")),
                      Port.parse("80/tcp"),
                      ImmutableSortedSet.of(new Backend(WEB, Port.parse("8080/tcp"))))))
          .range(new KnownRange(Cidr.parse("10.244.0.0/16"), KnownRange.Kind.POD, ""))
          .build();

  private static Explanation explain(String address, @Nullable String time) {
    return Explanation.explain(
        INVENTORY,
        Optional.empty(),
        IpAddress.parse(address),
        Optional.ofNullable(time).map(t -> Instant.parse("2026-01-01T" + t + ":00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.244.1.7 | 09:30 | k8s:shop/Deployment/web",
        "10.244.1.7 | 10:05 | unresolved: no pod or container in inventory between 2026-01-01T10:02:00Z and 2026-01-01T10:07:00Z",
        "10.244.1.7 | 08:00 | unresolved: no pod or container in inventory before 2026-01-01T09:00:00Z",
        "10.244.1.7 | 13:00 | unresolved: no pod or container in inventory after 2026-01-01T12:00:00Z",
        "10.244.1.7 | 10:55 | unresolved: several owners at once",
        "10.244.1.8 | 10:55 | unresolved: in the pod range, no pod in inventory",
        "10.1.1.8 | 10:55 | unresolved: private, in no inventory",
        "10.96.0.20 | 10:55 | what is behind it, by the port called; at any other port unresolved:10.96.0.20",
        "203.0.113.9 | 10:55 | outside:203.0.113.9/32",
        "127.0.0.1 | 10:55 | no peer of its own: loopback",
        "169.254.169.254 | 10:55 | outside:169.254.169.254/32",
      })
  void saysWhoItWasOrWhyNobody(String address, String time, String outcome) {
    assertThat(explain(address, time).outcome()).isEqualTo(outcome);
  }

  @Test
  void everyStepIsToldWithItsSource() {
    assertThat(explain("10.244.1.7", "09:30").steps())
        .containsExactly(
            "10.244.1.7 is a private unicast address",
            "held by k8s:shop/Deployment/web (shop/web-1) on n1 from 2026-01-01T09:00:00Z until"
                + " 2026-01-01T10:02:00Z, says pods.json items[3]: then",
            "held by k8s:shop/Deployment/report (shop/report-1) on n1 from 2026-01-01T10:07:00Z"
                + " until 2026-01-01T11:00:00Z, says pods.json items[3]: not then",
            "held by k8s:shop/Deployment/web (shop/web-2) on n1 from 2026-01-01T10:50:00Z until"
                + " 2026-01-01T12:00:00Z, says pods.json items[3]: not then",
            "within 10.244.0.0/16, a range of pods");
    assertThat(explain("10.96.0.20", null).steps())
        .contains("at 80/tcp service shop/web leads to k8s:shop/Deployment/web 8080/tcp");
  }

  @Test
  void withoutATimeAllOwnersAreTold() {
    assertThat(explain("10.244.1.7", null).peers()).containsExactly(REPORT, WEB);
    assertThat(explain("10.96.0.20", null).peers()).containsExactly(WEB);
  }
}
