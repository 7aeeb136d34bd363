package dev.netgen.generator.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.connectivity.Connectivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What small manifests allow, line by line. */
class ConnectivityMapTest {
  @TempDir private Path folder;

  private static final String TWO =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lone, labels: {app: lone}}
      """;

  private static String policy(String spec) {
    return TWO
        + "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
        + "metadata: {name: p}\nspec: "
        + spec
        + "\n";
  }

  private static List<String> lines(Manifests manifests) {
    return ConnectivityMap.of(manifests).connections().stream()
        .map(c -> c.from() + " => " + c.to() + " : " + c.ports())
        .toList();
  }

  private Manifests read(String yaml) throws IOException {
    Path file = folder.resolve("manifests.yaml");
    Files.writeString(file, yaml);
    return ManifestReader.read(List.of(file));
  }

  static Stream<Arguments> fromLoneToWeb() {
    return Stream.of(
        Arguments.of("{podSelector: {}, policyTypes: [Egress]}", ""),
        Arguments.of("{podSelector: {}}", ""),
        Arguments.of("{podSelector: {matchLabels: {app: other}}}", "All Connections"),
        Arguments.of("{podSelector: {}, ingress: [{}]}", "All Connections"),
        Arguments.of("{podSelector: {}, ingress: [{from: []}]}", "All Connections"),
        Arguments.of("{podSelector: {}, ingress: [{ports: [{port: 80}]}]}", "TCP 80"),
        Arguments.of(
            "{podSelector: {}, ingress: [{ports: [{port: 90, endPort: 99}, {port: 80},"
                + " {port: 100}, {protocol: UDP, port: 53}]}]}",
            "TCP 80,90-100; UDP 53"),
        Arguments.of(
            "{podSelector: {}, ingress: [{ports: [{protocol: SCTP}, {protocol: TCP}]}]}",
            "SCTP 1-65535; TCP 1-65535"),
        Arguments.of(
            "{podSelector: {}, ingress: [{ports: [{protocol: SCTP}, {}, {protocol: UDP}]}]}",
            "All Connections"),
        Arguments.of("{podSelector: {}, ingress: [{ports: [{port: http}]}]}", "TCP 8080"),
        Arguments.of("{podSelector: {}, ingress: [{ports: [{port: dns}]}]}", ""),
        Arguments.of(
            "{podSelector: {}, ingress: [{ports: [{port: dns, protocol: UDP}]}]}", "UDP 53"),
        Arguments.of(
            "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: lone}}}]}]}",
            "All Connections"),
        Arguments.of(
            "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}", ""),
        Arguments.of(
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels:"
                + " {kubernetes.io/metadata.name: default}}}]}]}",
            "All Connections"),
        Arguments.of(
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchExpressions:"
                + " [{key: kubernetes.io/metadata.name, operator: NotIn, values: [default]}]}}]}]}",
            ""),
        Arguments.of(
            "{podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions:"
                + " [{key: app, operator: Exists}, {key: x, operator: DoesNotExist}]}}]}]}",
            "All Connections"),
        Arguments.of("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}", ""),
        Arguments.of("{podSelector: {}, policyTypes: [], egress: []}", ""),
        Arguments.of(
            "{podSelector: {matchLabels: {app: lone}}, egress: [{ports: [{port: http}]}]}",
            "TCP 8080"),
        Arguments.of(
            "{podSelector: {matchLabels: {app: lone}}, policyTypes: [Egress], egress:"
                + " [{to: [{podSelector: {}}], ports: [{port: 443}]}]}",
            "TCP 443"));
  }

  @ParameterizedTest
  @MethodSource
  void fromLoneToWeb(String spec, String ports) throws IOException {
    Manifests manifests = read(policy(spec));
    assertThat(manifests.broken()).isEmpty();
    assertThat(manifests.notes()).isEmpty();
    assertThat(ConnectivityMap.of(manifests).connections())
        .filteredOn(c -> c.from().equals("default/lone[Pod]"))
        .filteredOn(c -> c.to().equals("default/web[Deployment]"))
        .extracting(Connectivity.Connection::ports)
        .containsExactlyElementsOf(ports.isEmpty() ? List.of() : List.of(ports));
  }

  @Test
  void nothingRestrictsNothing() throws IOException {
    assertThat(lines(read(TWO)))
        .containsExactly(
            "0.0.0.0-255.255.255.255[External] => default/lone[Pod] : All Connections",
            "0.0.0.0-255.255.255.255[External] => default/web[Deployment] : All Connections",
            "default/lone[Pod] => 0.0.0.0-255.255.255.255[External] : All Connections",
            "default/lone[Pod] => default/web[Deployment] : All Connections",
            "default/web[Deployment] => 0.0.0.0-255.255.255.255[External] : All Connections",
            "default/web[Deployment] => default/lone[Pod] : All Connections");
  }

  @Test
  void addressesAreSplitWherePoliciesTellThemApartAndOnlyInThatDirection() throws IOException {
    assertThat(
            lines(
                read(
                    policy(
                        "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock:"
                            + " {cidr: 10.0.0.0/8, except: [10.1.0.0/17, 10.1.128.0/17]}}]}]}"))))
        .filteredOn(line -> line.contains("External"))
        .containsExactly(
            "0.0.0.0-9.255.255.255[External] => default/lone[Pod] : All Connections",
            "10.0.0.0-10.0.255.255[External] => default/lone[Pod] : All Connections",
            "10.0.0.0-10.0.255.255[External] => default/web[Deployment] : All Connections",
            "10.1.0.0-10.1.255.255[External] => default/lone[Pod] : All Connections",
            "10.2.0.0-10.255.255.255[External] => default/lone[Pod] : All Connections",
            "10.2.0.0-10.255.255.255[External] => default/web[Deployment] : All Connections",
            "11.0.0.0-255.255.255.255[External] => default/lone[Pod] : All Connections",
            "default/lone[Pod] => 0.0.0.0-255.255.255.255[External] : All Connections",
            "default/web[Deployment] => 0.0.0.0-255.255.255.255[External] : All Connections");
  }

  @Test
  void ipv6AppearsWhereABlockNamesIt() throws IOException {
    assertThat(
            lines(
                read(
                    policy(
                        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock:"
                            + " {cidr: 'fd00::/8', except: ['fd00::/64']}}]}]}"))))
        .filteredOn(line -> line.startsWith("default/lone"))
        .containsExactly(
            "default/lone[Pod] => fd00:0:0:1::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff[External]"
                + " : All Connections");
  }

  @Test
  void podsAppearAsTheirOwner() throws IOException {
    String pod =
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          labels: {app: x, pod-template-hash: abc}
          ownerReferences: [{kind: %s, name: %s, controller: true}]
        """;
    String all =
        TWO
            + pod.formatted("web-abc-1", "ReplicaSet", "web-abc")
            + pod.formatted("gone-abc-1", "ReplicaSet", "gone-abc")
            + pod.formatted("static-node", "Node", "node")
            + pod.formatted("roll-1", "Rollout", "roll")
            + "---\n{apiVersion: batch/v1, kind: CronJob, metadata: {name: night}}\n"
            + "---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: night-1,"
            + " ownerReferences: [{kind: CronJob, name: night}]}\n"
            + pod.formatted("night-1-x", "Job", "night-1");
    assertThat(ConnectivityMap.of(read(all)).workloads())
        .containsExactly(
            "default/gone-abc[ReplicaSet]",
            "default/lone[Pod]",
            "default/night[CronJob]",
            "default/roll[Rollout]",
            "default/static-node[Pod]",
            "default/web[Deployment]");
  }

  @Test
  void differingPodsOfOneOwnerAreTakenTogether() throws IOException {
    String pod =
        "---\napiVersion: v1\nkind: Pod\nmetadata: {name: %s, labels: {app: %s},"
            + " ownerReferences: [{kind: Rollout, name: roll}]}\n";
    Manifests manifests =
        read(
            policy(
                    "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector:"
                        + " {matchLabels: {app: a}}}], ports: [{port: 1}]}, {from: [{podSelector:"
                        + " {matchLabels: {app: b}}}], ports: [{port: 2}]}]}")
                + pod.formatted("a", "a")
                + pod.formatted("b", "b"));
    assertThat(lines(manifests))
        .contains("default/roll[Rollout] => default/web[Deployment] : TCP 1-2");
  }
}
