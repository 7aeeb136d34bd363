package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryReaderTest {
  @TempDir Path directory;

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text.replace('\'', '"'));
  }

  private static String container(
      String id, String name, String service, String ip, String started, String finished) {
    return ("{'Id': '%s', 'Name': '/%s', 'State': {'StartedAt': '%s', 'FinishedAt': '%s'},"
            + " 'Config': {'Labels': {%s}}, 'HostConfig': {'NetworkMode': 'shop_default'},"
            + " 'NetworkSettings': {'Ports': {'8443/tcp': [{'HostIp': '0.0.0.0', 'HostPort': '443'}], '80/tcp': null},"
            + " 'Networks': {'shop_default': {'IPAddress': '%s'}}}}")
        .formatted(
            id,
            name,
            started,
            finished,
            service.isEmpty()
                ? ""
                : "'com.docker.compose.project': 'shop', 'com.docker.compose.service': '"
                    + service
                    + "'",
            ip);
  }

  private static final String NEVER = "0001-01-01T00:00:00Z";

  @Test
  void dockerAddressChangesHandsOverTheTimeline() throws IOException {
    write(
        "inventory/20260101T100000.000000Z-docker-containers.json",
        "["
            + container("a", "batch_1", "batch", "172.18.0.5", "2026-01-01T09:59:00Z", NEVER)
            + "]");
    write(
        "inventory/20260101T100010.000000Z-docker-containers.json",
        "["
            + container(
                "a", "batch_1", "batch", "", "2026-01-01T09:59:00Z", "2026-01-01T10:00:09.5Z")
            + "]");
    write(
        "inventory/20260101T100020.000000Z-docker-containers.json",
        "[" + container("b", "intruder", "", "172.18.0.5", "2026-01-01T10:00:19Z", NEVER) + "]");
    Inventory inventory = InventoryReader.ofRecording(directory);
    assertThat(
            inventory.addresses().stream().map(c -> c.owner() + " " + c.from() + " " + c.until()))
        .containsExactly(
            "docker:shop/batch 2026-01-01T09:59:00Z 2026-01-01T10:00:09.500Z",
            "docker:intruder 2026-01-01T10:00:19Z " + Instant.MAX);
    Peer batch = inventory.workloads().get(PeerId.dockerService("shop", "batch"));
    assertThat(batch).isNotNull();
    assertThat(batch.networks()).containsExactly("shop_default");
    assertThat(batch.exposed()).containsExactly(Port.parse("8443/tcp"));
    assertThat(inventory.forwards().stream().map(Forward::toString).collect(Collectors.joining()))
        .contains("443/tcp")
        .contains("8443/tcp");
  }

  @Test
  void aRestartedContainerHoldsItsAddressFromItsNewStart() throws IOException {
    String created = container("a", "w", "w", "", NEVER, NEVER);
    write("inventory/20260101T100000.000000Z-docker-containers.json", "[" + created + "]");
    String running = container("a", "w", "w", "172.18.0.5", "2026-01-01T10:00:01Z", NEVER);
    write("inventory/20260101T100003.000000Z-docker-containers.json", "[" + running + "]");
    assertThat(
            InventoryReader.ofRecording(directory).addresses().stream()
                .map(c -> c.from().toString()))
        .containsExactly("2026-01-01T10:00:01Z");
  }

  @Test
  void dockerNetworkListsWhomNobodyInspected() throws IOException {
    Path networks =
        write(
            "n.json",
            "[{'Name': 'shop_default', 'Id': 'n1', 'Driver': 'bridge', 'IPAM': {'Config': [{'Subnet': '172.18.0.0/16',"
                + " 'Gateway': '172.18.0.1'}]}, 'Containers': {'a': {'Name': 'shop_redis_1', 'IPv4Address':"
                + " '172.18.0.2/16', 'IPv6Address': ''}, 'z': {'Name': 'flash', 'IPv4Address': '172.18.0.9/16'}}}]");
    Path containers =
        write(
            "c.json",
            "["
                + container(
                    "a", "shop_redis_1", "redis", "172.18.0.2", "2026-01-01T09:59:00Z", NEVER)
                + "]");
    for (List<Path> order : List.of(List.of(networks, containers), List.of(containers, networks))) {
      Inventory inventory = InventoryReader.read(ImmutableList.copyOf(order));
      assertThat(
              inventory.addresses().stream()
                  .map(c -> c.address() + " " + c.kind() + " " + c.owner()))
          .containsExactly(
              "172.18.0.1 GATEWAY node:docker-host",
              "172.18.0.2 WORKLOAD docker:shop/redis",
              "172.18.0.9 WORKLOAD docker:flash");
    }
  }

  @Test
  void aStartingContainerListedByItsEndpointIsNoPeerOfItsOwn() throws IOException {
    write(
        "inventory/20260101T100000.000000Z-docker-networks.json",
        "[{'Name': 'shop_default', 'Driver': 'bridge', 'IPAM': {}, 'Containers': {'ep-75537eceb0ba': {'Name': 'shop_batch_run_1',"
            + " 'IPv4Address': '172.18.0.9/16'}}}]");
    String running =
        container("a", "shop_batch_run_1", "batch", "172.18.0.9", "2026-01-01T10:00:01Z", NEVER);
    write("inventory/20260101T100003.000000Z-docker-containers.json", "[" + running + "]");
    Inventory inventory = InventoryReader.ofRecording(directory);
    assertThat(inventory.workloads().keySet().stream().map(PeerId::toString))
        .containsExactly("docker:shop/batch");
    assertThat(inventory.addresses().stream().map(c -> c.owner().toString()).distinct())
        .containsExactly("docker:shop/batch");
  }

  private static final String CLUSTER =
      """
      {'apiVersion': 'v1', 'kind': 'List', 'items': [
        {'kind': 'Deployment', 'metadata': {'namespace': 'shop', 'name': 'backend'}, 'spec': {'template': {
          'metadata': {'labels': {'app': 'backend'}}, 'spec': {'containers': [{'ports': [{'name': 'http', 'containerPort': 8080}]}]}}}},
        {'kind': 'Deployment', 'metadata': {'namespace': 'shop', 'name': 'silent'}, 'spec': {'template': {
          'metadata': {'labels': {'app': 'silent'}}, 'spec': {'hostNetwork': true}}}},
        {'kind': 'ReplicaSet', 'metadata': {'namespace': 'shop', 'name': 'backend-7d9', 'ownerReferences': [
          {'kind': 'Deployment', 'name': 'backend', 'controller': true}]}},
        {'kind': 'CronJob', 'metadata': {'namespace': 'shop', 'name': 'batch'}, 'spec': {'jobTemplate': {'spec': {'template': {
          'metadata': {'labels': {'app': 'batch'}}}}}}},
        {'kind': 'Pod', 'metadata': {'namespace': 'shop', 'name': 'backend-7d9-x', 'labels': {'app': 'backend', 'pod-template-hash': '7d9'},
          'ownerReferences': [{'kind': 'ReplicaSet', 'name': 'backend-7d9', 'controller': true}]},
          'spec': {'containers': [{'ports': [{'name': 'http', 'containerPort': 8080}]}]},
          'status': {'podIP': '10.244.1.5', 'podIPs': [{'ip': '10.244.1.5'}, {'ip': 'fd00::5'}], 'startTime': '2026-01-01T09:00:00Z', 'phase': 'Running'}},
        {'kind': 'Pod', 'metadata': {'namespace': 'shop', 'name': 'batch-29000-q', 'labels': {'app': 'batch', 'job-name': 'batch-29000'},
          'ownerReferences': [{'kind': 'Job', 'name': 'batch-29000', 'controller': true}]},
          'status': {'podIP': '10.244.1.6', 'startTime': '2026-01-01T09:00:00Z', 'phase': 'Succeeded',
            'containerStatuses': [{'state': {'terminated': {'finishedAt': '2026-01-01T09:00:05Z'}}}]}},
        {'kind': 'Pod', 'metadata': {'namespace': 'other', 'name': 'bare', 'labels': {'run': 'bare'}}, 'status': {'podIP': '10.244.1.7'}},
        {'kind': 'Pod', 'metadata': {'namespace': 'other', 'name': 'front-5c8-y', 'labels': {'app': 'front', 'pod-template-hash': '5c8'},
          'ownerReferences': [{'kind': 'ReplicaSet', 'name': 'front-5c8', 'controller': true}]}, 'status': {'podIP': '10.244.1.8'}},
        {'kind': 'Service', 'metadata': {'namespace': 'shop', 'name': 'backend'}, 'spec': {'clusterIP': '10.96.0.7', 'type': 'NodePort',
          'selector': {'app': 'backend'}, 'ports': [{'port': 80, 'targetPort': 'http', 'nodePort': 30080}]}},
        {'kind': 'Service', 'metadata': {'namespace': 'shop', 'name': 'headless'}, 'spec': {'clusterIP': 'None',
          'selector': {'app': 'backend'}, 'ports': [{'port': 80}]}},
        {'kind': 'Node', 'metadata': {'name': 'n1'}, 'status': {'addresses': [{'type': 'InternalIP', 'address': '192.168.0.9'}, {'type': 'Hostname', 'address': 'n1'}]}},
        {'kind': 'Secret', 'metadata': {'name': 's'}, 'data': {'k': 'v'}}
      ]}
      """;

  @Test
  void kubernetesPodsFoldIntoTheWorkloadPeopleKnow() throws IOException {
    Inventory inventory = InventoryReader.read(write("k.json", CLUSTER));
    assertThat(
            inventory.addresses().stream()
                .map(c -> c.address() + " " + c.owner() + " " + c.until()))
        .containsExactly(
            "10.244.1.5 k8s:shop/Deployment/backend " + Instant.MAX,
            "10.244.1.6 k8s:shop/CronJob/batch 2026-01-01T09:00:06Z",
            "10.244.1.7 k8s:other/Pod/bare " + Instant.MAX,
            "10.244.1.8 k8s:other/Deployment/front " + Instant.MAX,
            "192.168.0.9 node:n1 " + Instant.MAX,
            "fd00::5 k8s:shop/Deployment/backend " + Instant.MAX);
    assertThat(inventory.workloads().keySet().stream().map(PeerId::toString))
        .containsExactly(
            "k8s:other/Deployment/front",
            "k8s:other/Pod/bare",
            "k8s:shop/CronJob/batch",
            "k8s:shop/Deployment/backend",
            "k8s:shop/Deployment/silent");
    Peer front = inventory.workloads().get(PeerId.kubernetes("other", "Deployment", "front"));
    assertThat(front).isNotNull();
    assertThat(front.labels()).containsOnlyKeys("app");
    assertThat(inventory.unused()).containsEntry("kubernetes kind Secret", 1L);
  }

  @Test
  void servicesLeadToThePodsOwnPort() throws IOException {
    Inventory inventory = InventoryReader.read(write("k.json", CLUSTER));
    assertThat(
            inventory.forwards().stream()
                .map(
                    f ->
                        f.address().map(IpAddress::toString).orElse("any")
                            + ":"
                            + f.port()
                            + " "
                            + f.backends()))
        .containsExactly(
            "10.96.0.7:80/tcp [Backend[owner=k8s:shop/Deployment/backend, port=8080/tcp]]",
            "any:30080/tcp [Backend[owner=k8s:shop/Deployment/backend, port=8080/tcp]]");
    Peer backend = inventory.workloads().get(PeerId.kubernetes("shop", "Deployment", "backend"));
    assertThat(backend).isNotNull();
    assertThat(backend.exposed()).containsExactly(Port.parse("8080/tcp"));
    assertThat(inventory.addresses().stream().map(AddressClaim::kind).distinct()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json|no inventory that is known",
        "{not json|not valid JSON or YAML",
        "{}|no inventory that is known",
        "[{}]|no inventory that is known",
        "{'apiVersion': 'v1', 'kind': 'List', 'items': [7]}|no inventory that is known",
        "{'apiVersion': 'v1', 'kind': 'List'}|list without items",
        "{'a': 1, 'a': 2}|not valid JSON or YAML",
        "[] ]|not valid JSON or YAML"
      })
  void saysWhatIsWrongAndWhere(String text, String message) throws IOException {
    Path file = write("bad.json", text);
    assertThatThrownBy(() -> InventoryReader.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("bad.json")
        .hasMessageNotContaining("\n");
  }

  /** One object of wrong shape is counted, and the others are used. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'NetworkSettings': {}}]|docker inspect object not used: field \"Id\" is missing",
        "[{'Id': 'a', 'Name': '/a', 'NetworkSettings': {'Networks': {'n': {'IPAddress': 'x'}}}}]"
            + "|docker inspect object not used: field \"IPAddress\": a value is not an IP address",
        "[{'Id': 'a', 'Name': '/a', 'NetworkSettings': 7}]"
            + "|docker inspect object not used: expected an object, found number",
        "{'apiVersion': 'v1', 'kind': 'List', 'items': [{'kind': 'Pod'}]}"
            + "|kubernetes object not used: field \"name\" is missing",
        "{'kind': 'Pod', 'metadata': {'name': 'a', 'deletionTimestamp': '+999999999-12-31T23:59:59Z'}}"
            + "|kubernetes object not used: field \"deletionTimestamp\": is not within 1970 and 9999",
        "[{'IPAM': {}}, 7]|inventory list element that is no object",
        "[{'IPAM': {}}, {'Foo': 7}]|inventory object of no known format"
      })
  void countsWhatCannotBeUsed(String text, String reason) throws IOException {
    Path file = write("odd.json", text);
    assertThat(InventoryReader.read(file).unused()).containsEntry(reason, 1L);
  }

  @Test
  void missingAndEmptyFilesAreOneLineEach() throws IOException {
    assertThatThrownBy(() -> InventoryReader.read(directory.resolve("none.json")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no such file");
    Path empty = write("empty.json", "");
    assertThatThrownBy(() -> InventoryReader.read(empty))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("empty file");
  }
}
