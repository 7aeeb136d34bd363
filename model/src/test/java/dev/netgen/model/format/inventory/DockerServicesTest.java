package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services of a swarm: their virtual addresses, their tasks elsewhere, their published ports. */
final class DockerServicesTest {
  private static final String SERVICE =
      """
      [{"ID": "s1", "CreatedAt": "2026-01-01T08:00:00Z",
        "Spec": {"Name": "shop_api", "Labels": {"com.docker.stack.namespace": "shop"},
                 "TaskTemplate": {"ContainerSpec": {"Env": ["PASSWORD=hunter2"]}}},
        "Endpoint": {"Ports": [{"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080},
                               {"Protocol": "tcp", "TargetPort": "x"}, {"TargetPort": 81}],
                     "VirtualIPs": [{"NetworkID": "n", "Addr": "10.0.1.5/24"}, {"Addr": "none"}]}}]
      """;

  private static final String NETWORK =
      """
      [{"Name": "shop_net", "Driver": "overlay",
        "IPAM": {"Config": [{"Subnet": "10.0.1.0/24", "Gateway": "10.0.1.1"}]},
        "Containers": {
          "c1": {"Name": "shop_api.1.x7k2", "IPv4Address": "10.0.1.6/24", "IPv6Address": ""},
          "lb-shop_net": {"Name": "shop_net-endpoint", "IPv4Address": "10.0.1.4/24"}},
        "Services": {
          "": {"VIP": "<nil>", "Tasks": [{"Name": "gateway_ingress", "EndpointIP": "10.0.1.2"}]},
          "a b": {"VIP": "10.0.1.9"},
          "shop_api": {"VIP": "10.0.1.5", "Ports": ["Target: 80, Publish: 8080"], "Tasks": [
            {"Name": "shop_api.1.x7k2", "EndpointIP": "10.0.1.6", "Info": {"Host IP": "192.0.2.5"}},
            {"Name": "shop_api.2.q9", "EndpointIP": "10.0.1.7"}]}}}]
      """;

  private static final String CONTAINER =
      """
      [{"Id": "c1", "Name": "/shop_api.1.x7k2", "State": {"StartedAt": "2026-01-01T10:00:00Z"},
        "Config": {"Labels": {"com.docker.swarm.service.name": "shop_api",
                              "com.docker.stack.namespace": "shop"}},
        "NetworkSettings": {"Networks": {"shop_net": {"IPAddress": "10.0.1.6"}}}}]
      """;

  @TempDir private Path folder;

  private Inventory read(String... texts) throws IOException {
    return new Written(folder).read(texts);
  }

  @Test
  void aServiceHasItsVirtualAddressAndItsPublishedPorts() throws IOException {
    Inventory inventory = read(SERVICE);
    assertThat(Written.claims(inventory)).containsExactly("10.0.1.5 WORKLOAD docker:shop/api");
    assertThat(Written.intervals(inventory))
        .containsExactly("10.0.1.5 shop_api 2026-01-01T08:00:00Z on");
    assertThat(Written.forwards(inventory))
        .containsExactly("published by docker:shop/api: any 8080/tcp -> docker:shop/api:80/tcp");
    assertThat(inventory.unused().keySet().toString())
        .contains("docker service address not used", "docker service port not used");
  }

  /** The running task's own description goes before, and the ports stay open. */
  @Test
  void whatIsPublishedIsOpenWhoeverDescribesTheTasks() throws IOException {
    for (String[] files : new String[][] {{SERVICE, CONTAINER}, {CONTAINER, SERVICE}}) {
      Peer api = read(files).workloads().get(PeerId.parse("docker:shop/api"));
      assertThat(api).isNotNull();
      assertThat(api == null ? "" : api.exposed().toString()).isEqualTo("[80/tcp]");
    }
  }

  /** Its name in the stack is known by whoever tells it: the service, or one of its tasks. */
  @ParameterizedTest
  @ValueSource(strings = {SERVICE, CONTAINER})
  void aNetworkToldInFullNamesTasksOnOtherNodes(String more) throws IOException {
    Inventory inventory = read(NETWORK, more);
    assertThat(Written.claims(inventory))
        .containsOnly(
            "10.0.1.1 GATEWAY node:docker-host",
            "10.0.1.4 GATEWAY node:docker-host",
            "10.0.1.5 WORKLOAD docker:shop/api",
            "10.0.1.6 WORKLOAD docker:shop/api",
            "10.0.1.7 WORKLOAD docker:shop/api");
    assertThat(inventory.conflicts()).isEmpty();
  }

  @Test
  void withoutAStackItIsTheService() throws IOException {
    assertThat(Written.claims(read(NETWORK)))
        .contains(
            "10.0.1.5 WORKLOAD docker:shop_api",
            "10.0.1.6 WORKLOAD docker:shop_api",
            "10.0.1.7 WORKLOAD docker:shop_api")
        .noneMatch(claim -> claim.startsWith("10.0.1.2 ") || claim.startsWith("10.0.1.9 "));
  }
}
