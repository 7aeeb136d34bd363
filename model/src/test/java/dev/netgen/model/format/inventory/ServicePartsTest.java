package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom Services let in, and parts of them that cannot be used. */
final class ServicePartsTest {
  private static final String POD =
      """
      {kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop, labels: {app: a}},
       status: {podIP: 10.1.0.5}}
      ---
      """;

  @TempDir private Path folder;

  private Inventory service(String spec) throws IOException {
    return new Written(folder)
        .read(
            POD
                + "{kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop},"
                + " spec: {clusterIP: 10.96.0.7, selector: {app: a}, "
                + spec
                + "}}\n");
  }

  private static Stream<String> exposures(Inventory inventory) {
    return inventory.exposures().stream()
        .map(exposed -> exposed.backend().port() + " " + exposed.sources());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: ClusterIP, loadBalancerSourceRanges: [203.0.113.0/24]|",
        "type: NodePort|8080/tcp []",
        "type: NodePort, loadBalancerSourceRanges: [203.0.113.0/24]|8080/tcp []",
        "type: LoadBalancer|8080/tcp []",
        "type: LoadBalancer, loadBalancerSourceRanges: []|8080/tcp []",
        "type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24, '2001:db8::/32']"
            + "|8080/tcp [203.0.113.0/24, 2001:db8::/32]",
        "type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24, here]"
            + "|8080/tcp [203.0.113.0/24]",
        "type: LoadBalancer, loadBalancerSourceRanges: [here]|"
      })
  void aLoadBalancerIsOpenToItsRanges(String spec, String exposed) throws IOException {
    Inventory inventory = service(spec + ", ports: [{port: 80, targetPort: 8080}]");
    assertThat(exposures(inventory).toList())
        .isEqualTo(exposed == null ? List.of() : List.of(exposed));
    assertThat(Written.forwards(inventory)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{port: 0}",
        "{port: 70000}",
        "{port: x}",
        "{name: none}",
        "{port: 81, targetPort: 99999}",
        "{port: 81, nodePort: -1}",
        "{port: 81, protocol: IPX}",
        "nothing"
      })
  void oneBadPortIsNotUsedAndTheOthersAre(String bad) throws IOException {
    Inventory inventory = service("ports: [" + bad + ", {port: 80, targetPort: 8080}]");
    assertThat(Written.forwards(inventory))
        .containsExactly("service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/a:8080/tcp");
    assertThat(inventory.unused()).hasSize(1);
    assertThat(inventory.unused().firstKey()).startsWith("kubernetes service port not used: ");
    assertThat(inventory.unused().values()).containsExactly(1L);
  }

  @Test
  void aNodeWithARangeOfTheWorldIsKnownWithoutIt() throws IOException {
    Inventory inventory =
        new Written(folder)
            .read(
                """
                {kind: Node, apiVersion: v1, metadata: {name: n1},
                 spec: {podCIDR: 0.0.0.0/0, podCIDRs: [0.0.0.0/0, 10.1.0.0/24, '::/0']},
                 status: {addresses: [{type: InternalIP, address: 192.168.7.1},
                   {type: InternalIP, address: nowhere}]}}
                ---
                {kind: IPPool, apiVersion: crd.projectcalico.org/v1, metadata: {name: p},
                 spec: {cidr: 0.0.0.0/0}}
                ---
                [{Name: n, IPAM: {Config: [{Subnet: 0.0.0.0/0, Gateway: 172.18.0.1}]}}]
                """);
    assertThat(inventory.ranges())
        .extracting(range -> range.range().toString())
        .containsExactly("10.1.0.0/24");
    assertThat(Written.claims(inventory))
        .contains("192.168.7.1 NODE node:n1", "172.18.0.1 GATEWAY node:docker-host");
    assertThat(inventory.unused().values()).containsExactlyInAnyOrder(1L, 1L, 1L, 1L, 2L);
    assertThat(inventory.unused().keySet())
        .anyMatch(line -> line.contains("a range that covers public addresses of others"));
  }

  @Test
  void oneBadPartOfAPodOrOfEndpointsIsNotUsedAndTheOthersAre() throws IOException {
    Inventory inventory =
        new Written(folder)
            .read(
                """
                {kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop},
                 spec: {containers: [{ports: [{containerPort: 99999}, {name: w, containerPort: 80}],
                   livenessProbe: {httpGet: {port: 99999}}}]}, status: {podIP: 10.1.0.5}}
                ---
                {kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop},
                 spec: {clusterIP: 10.96.0.7, ports: [{port: 80, targetPort: w}]}}
                ---
                {kind: Endpoints, apiVersion: v1, metadata: {name: s, namespace: shop},
                 subsets: [{addresses: [{ip: here}, {ip: 10.1.0.5}], ports: [{port: 80},
                   {name: x, port: 99999}]}]}
                """);
    assertThat(Written.forwards(inventory))
        .containsExactly("service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/a:80/tcp");
    assertThat(inventory.workloads().values())
        .extracting(peer -> peer.ports().toString())
        .containsExactly("{w=80/tcp}");
    assertThat(inventory.unused()).hasSize(4);
  }

  @Test
  void oneBadAddressIsNotUsedAndTheOthersAre() throws IOException {
    Inventory inventory = service("externalIPs: [203.0.113.5, over there], ports: [{port: 80}]");
    assertThat(Written.forwards(inventory))
        .containsExactly(
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/a:80/tcp",
            "service shop/s: 203.0.113.5 80/tcp -> k8s:shop/Pod/a:80/tcp");
    assertThat(inventory.unused()).hasSize(1);
  }
}
