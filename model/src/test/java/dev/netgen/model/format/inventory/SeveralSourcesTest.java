package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.inventory.Conflict;
import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that disagree, and two platforms that tell of one thing. */
final class SeveralSourcesTest {
  private static final String NODE =
      """
      {kind: Node, apiVersion: v1, metadata: {name: %s, resourceVersion: '%s'},
       status: {addresses: [{type: InternalIP, address: %s}]}}
      """;

  private static final String SLICE =
      """
      {kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: s-1,
        namespace: shop, resourceVersion: '5', labels: {kubernetes.io/service-name: s}},
       addressType: IPv4, endpoints: [{addresses: [%s]}], ports: [{port: 8080}]}
      """;

  private static final String DOCKER =
      """
      [{"Id": "i1", "Name": "/%s", "State": {"StartedAt": "2026-01-01T10:00:00Z"},
        "Config": {"Labels": {%s}},
        "HostConfig": {"PortBindings": {"6443/tcp": [{"HostIp": "", "HostPort": "36443"}]}},
        "NetworkSettings": {"Networks": {"kind": {"IPAddress": "%s"}}}}]
      """;

  @TempDir private Path folder;

  private Inventory read(String... texts) throws IOException {
    return new Written(folder).read(texts);
  }

  private List<String> conflicts(String... texts) throws IOException {
    return read(texts).conflicts().stream().map(Conflict::about).toList();
  }

  @Test
  void twoFilesDisagreeAboutANode() throws IOException {
    assertThat(conflicts(NODE.formatted("n1", 5, "10.9.0.1"), NODE.formatted("n1", 5, "10.9.0.2")))
        .containsExactly("Node n1");
    assertThat(conflicts(NODE.formatted("n1", 5, "10.9.0.1"), NODE.formatted("n1", 5, "10.9.0.1")))
        .isEmpty();
    assertThat(conflicts(NODE.formatted("n1", 5, "10.9.0.1"), NODE.formatted("n1", 6, "10.9.0.2")))
        .as("the later version")
        .isEmpty();
    assertThat(conflicts(NODE.formatted("n1", 5, "10.9.0.1"), NODE.formatted("n2", 5, "10.9.0.1")))
        .containsExactly("address 10.9.0.1");
  }

  @Test
  void twoFilesDisagreeAboutEndpoints() throws IOException {
    assertThat(conflicts(SLICE.formatted("10.1.0.5"), SLICE.formatted("10.1.0.6")))
        .containsExactly("EndpointSlice shop/s-1");
    assertThat(conflicts(SLICE.formatted("10.1.0.5"), SLICE.formatted("10.1.0.5"))).isEmpty();
  }

  /** As kind and k3d make them: the node is a container. */
  @Test
  void aContainerThatIsANodeIsTheNode() throws IOException {
    String docker = DOCKER.formatted("kind-worker", "", "172.18.0.3");
    Inventory inventory = read(docker, NODE.formatted("kind-worker", 5, "172.18.0.3"));
    assertThat(Written.claims(inventory)).containsExactly("172.18.0.3 NODE node:kind-worker");
    assertThat(inventory.workloads()).isEmpty();
    assertThat(inventory.conflicts()).isEmpty();
    assertThat(Written.forwards(inventory))
        .containsExactly(
            "published by docker:kind-worker: any 36443/tcp -> node:kind-worker:6443/tcp");
    assertThat(conflicts(docker, NODE.formatted("another", 5, "172.18.0.3")))
        .containsExactly("address 172.18.0.3");
  }

  @Test
  void aContainerOfAPodIsThePodsWorkload() throws IOException {
    String labels =
        "\"io.kubernetes.pod.name\": \"web-1\", \"io.kubernetes.pod.namespace\": \"shop\"";
    String docker = DOCKER.formatted("k8s_POD_web-1_shop_u_0", labels, "10.1.0.5");
    String pod =
        """
        {kind: Pod, apiVersion: v1, metadata: {name: web-1, namespace: shop,
          ownerReferences: [{kind: StatefulSet, name: web, controller: true}]},
         status: {podIP: 10.1.0.5}}
        """;
    Inventory inventory = read(docker, pod);
    assertThat(Written.claims(inventory))
        .containsExactly("10.1.0.5 WORKLOAD k8s:shop/StatefulSet/web");
    assertThat(inventory.workloads().keySet())
        .extracting(Object::toString)
        .containsExactly("k8s:shop/StatefulSet/web");
    assertThat(Written.claims(read(docker)))
        .containsExactly("10.1.0.5 WORKLOAD k8s:shop/Pod/web-1");
    assertThat(conflicts(docker, pod.replace("web-1", "web-2")))
        .as("another pod")
        .containsExactly("address 10.1.0.5");
  }
}
