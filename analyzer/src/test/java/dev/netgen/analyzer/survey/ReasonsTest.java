package dev.netgen.analyzer.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static AddressClaim claim(String owner, String address, long from, long until) {
    return AddressClaim.of(
        IpAddress.parse(address),
        AddressClaim.Kind.WORKLOAD,
        PeerId.parse(owner),
        owner,
        from == Long.MIN_VALUE ? Instant.EPOCH : NOON.plusSeconds(from),
        until == Long.MAX_VALUE ? Instant.MAX : NOON.plusSeconds(until));
  }

  private static Inventory world() {
    return new InventoryBuilder()
        .addresses(
            List.of(
                claim("k8s:shop/Deployment/old", "10.244.1.5", -600, 120),
                claim("k8s:shop/Deployment/new", "10.244.1.5", 420, Long.MAX_VALUE),
                claim("docker:shop/web", "172.18.0.2", -600, -300),
                claim("k8s:a/Deployment/one", "10.244.1.6", -600, 600),
                claim("k8s:b/Deployment/two", "10.244.1.6", -600, 600)))
        .range(new KnownRange(Cidr.parse("10.244.0.0/16"), KnownRange.Kind.POD, ""))
        .range(new KnownRange(Cidr.parse("10.244.1.0/24"), KnownRange.Kind.POD, "worker-1"))
        .range(new KnownRange(Cidr.parse("10.96.0.0/12"), KnownRange.Kind.SERVICE, ""))
        .range(new KnownRange(Cidr.parse("172.18.0.0/16"), KnownRange.Kind.DOCKER_NETWORK, "shop"))
        .build();
  }

  private static String at(String address, long seconds) {
    return new Reasons(world()).of(IpAddress.parse(address), NOON.plusSeconds(seconds));
  }

  @Test
  void aGapBetweenOwnersHasItsTimes() {
    assertThat(at("10.244.1.5", 200))
        .isEqualTo(
            "no pod in inventory between 2026-01-31T12:02:00Z and 2026-01-31T12:07:00Z"
                + " (before k8s:shop/Deployment/old, after k8s:shop/Deployment/new)");
  }

  @Test
  void beforeAndAfterAllOwners() {
    assertThat(at("10.244.1.5", -700))
        .isEqualTo(
            "no pod in inventory before 2026-01-31T11:50:00Z, from then k8s:shop/Deployment/old");
    assertThat(at("172.18.0.2", 0))
        .isEqualTo(
            "no container in inventory after 2026-01-31T11:55:00Z, until then docker:shop/web");
  }

  @Test
  void severalAtOnce() {
    assertThat(at("10.244.1.6", 0))
        .isEqualTo("several owners at once: k8s:a/Deployment/one, k8s:b/Deployment/two");
  }

  @Test
  void nobodyEver() {
    assertThat(at("10.244.1.7", 0))
        .isEqualTo("in the pod range 10.244.1.0/24 of worker-1, no pod in inventory");
    assertThat(at("10.244.2.7", 0))
        .isEqualTo("in the pod range 10.244.0.0/16, no pod in inventory");
    assertThat(at("10.96.1.1", 0)).isEqualTo("in the service range 10.96.0.0/12, no such Service");
    assertThat(at("172.18.0.9", 0))
        .isEqualTo("in the Docker network 172.18.0.0/16 of shop, no container in inventory");
    assertThat(at("192.168.1.1", 0)).isEqualTo("private, in no inventory");
    assertThat(new Reasons(Inventory.empty()).of(IpAddress.parse("10.0.0.1"), NOON))
        .isEqualTo("private, and no inventory was given");
  }
}
