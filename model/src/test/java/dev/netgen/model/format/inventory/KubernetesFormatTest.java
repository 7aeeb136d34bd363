package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of object becomes. */
class KubernetesFormatTest {
  @TempDir Path folder;

  private Inventory read(String... texts) throws IOException {
    return new Written(folder).read(texts);
  }

  private static String pod(String name, String address, String more) {
    return """
        ---
        {kind: Pod, apiVersion: v1, metadata: {name: %s, namespace: shop, labels: {app: web}%s},
         status: {podIP: %s, startTime: "2026-01-01T09:00:00Z", phase: Running}}
        """
        .formatted(name, more, address);
  }

  /** The workload that people know, also where only the pod is listed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bare|k8s:shop/Pod/bare|",
        "web-5c8-x|k8s:shop/Deployment/web|kind: ReplicaSet, name: web-5c8, controller: true",
        "web-9d1-x|k8s:shop/ReplicaSet/web-9d1|kind: ReplicaSet, name: web-9d1, controller: true",
        "ro-77-x|k8s:shop/Rollout/ro|kind: ReplicaSet, name: ro-77, controller: true",
        "db-0|k8s:shop/StatefulSet/db|kind: StatefulSet, name: db, controller: true",
        "clone-x|k8s:shop/CloneSet/clone|kind: CloneSet, name: clone, controller: true",
        "run-29453580-x|k8s:shop/CronJob/run|kind: Job, name: run-29453580, controller: true",
        "run-20000000-x|k8s:shop/Job/run-20000000|kind: Job, name: run-20000000, controller: true",
        "run-29455000-x|k8s:shop/Job/run-29455000|kind: Job, name: run-29455000, controller: true",
        "proxy-n1|k8s:shop/Pod/proxy|kind: Node, name: n1, controller: true",
        "proxy-n2|k8s:shop/Pod/proxy-n2|kind: Node, name: n2, controller: true",
        "seen|k8s:shop/Pod/seen|kind: Observer, name: o, controller: false"
      })
  void podsFoldIntoTheirOwner(String pod, String peer, String owner) throws IOException {
    String more =
        owner == null
            ? ""
            : ", ownerReferences: [{apiVersion: v1, blockOwnerDeletion: true, " + owner + "}]";
    String text =
        pod(pod, "10.1.0.5", more)
            .replace(
                "app: web", "app: web, pod-template-hash: 5c8, rollouts-pod-template-hash: '77'")
            .replace("status:", "spec: {nodeName: n1}, status:");
    assertThat(Written.claims(read(text))).containsExactly("10.1.0.5 WORKLOAD " + peer);
  }

  @Test
  void ownersAreFollowedThroughTheirObjects() throws IOException {
    String text =
        pod(
                "w-1-x",
                "10.1.0.5",
                ", ownerReferences: [{kind: ReplicaSet, name: w-1, controller: true}]")
            + """
              ---
              {kind: ReplicaSet, apiVersion: apps/v1, metadata: {name: w-1, namespace: shop,
               ownerReferences: [{kind: Rollout, name: w, controller: true}]}}
              ---
              {kind: Rollout, apiVersion: argoproj.io/v1alpha1, metadata: {name: w, namespace: shop},
               spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}}
              """;
    Inventory inventory = read(text);
    assertThat(inventory.workloads().keySet().stream().map(PeerId::toString))
        .containsExactly("k8s:shop/Rollout/w");
    assertThat(inventory.unused()).isEmpty();
  }

  private static final String NODES =
      """
      ---
      {kind: Node, apiVersion: v1, metadata: {name: n1, annotations: {
        flannel.alpha.coreos.com/public-ip: 192.168.0.9, projectcalico.org/IPv4Address: 192.168.7.9/24,
        projectcalico.org/IPv4VXLANTunnelAddr: 10.1.0.77, node.alpha.kubernetes.io/ttl: '0', secret: 10.9.9.9}},
       spec: {podCIDR: 10.1.0.0/24, podCIDRs: [10.1.0.0/24, "fd00:1::/64"]},
       status: {addresses: [{type: InternalIP, address: 192.168.0.9}, {type: ExternalIP, address: 203.0.113.9},
        {type: Hostname, address: n1}]}}
      ---
      {kind: CiliumNode, apiVersion: cilium.io/v2, metadata: {name: n1},
       spec: {addresses: [{type: InternalIP, ip: 192.168.0.9}, {type: CiliumInternalIP, ip: 10.1.0.200}],
        ipam: {podCIDRs: [10.1.9.0/24]}}}
      """;

  @Test
  void nodesHaveAddressesOfTheirNetworks() throws IOException {
    Inventory inventory = read(NODES + pod("p", "10.1.0.1", ""));
    assertThat(Written.claims(inventory))
        .containsExactly(
            "10.1.0.0 NODE node:n1",
            "10.1.0.1 WORKLOAD k8s:shop/Pod/p",
            "10.1.0.77 NODE node:n1",
            "10.1.0.200 NODE node:n1",
            "10.1.9.0 NODE node:n1",
            "10.1.9.1 NODE node:n1",
            "192.168.0.9 NODE node:n1",
            "192.168.7.9 NODE node:n1",
            "203.0.113.9 NODE node:n1",
            "fd00:1:: NODE node:n1",
            "fd00:1::1 NODE node:n1");
    assertThat(inventory.ranges().stream().map(range -> range.kind() + " " + range.range()))
        .containsExactly("POD 10.1.0.0/24", "POD 10.1.9.0/24", "POD fd00:1::/64");
    assertThat(inventory.conflicts()).isEmpty();
  }

  private static final String WEB =
      """
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop, labels: {app: web, v: one}},
       spec: {nodeName: n1, containers: [{ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP},
        {name: dns-tcp, containerPort: 54}]}]},
       status: {podIP: 10.1.0.5, podIPs: [{ip: 10.1.0.5}, {ip: "fd00:1::5"}]}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: b, namespace: shop, labels: {app: web, v: two}},
       spec: {containers: [{ports: [{name: http, containerPort: 9090}]}]}, status: {podIP: 10.1.0.6}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: c, namespace: other, labels: {app: web}},
       spec: {containers: [{ports: [{name: http, containerPort: 7070}]}]}, status: {podIP: 10.1.0.7}}
      """;

  private static String service(String spec) {
    return WEB
        + "---\n{kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop}, spec: {"
        + spec
        + "}}\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clusterIP: 10.96.0.7, selector: {app: web}, ports: [{port: 80, targetPort: http}]"
            + "|10.96.0.7 80/tcp -> k8s:shop/Pod/a:8080/tcp k8s:shop/Pod/b:9090/tcp",
        "clusterIP: 10.96.0.7, selector: {app: web}, ports: [{port: 80}]"
            + "|10.96.0.7 80/tcp -> k8s:shop/Pod/a:80/tcp k8s:shop/Pod/b:80/tcp",
        "clusterIP: 10.96.0.7, selector: {app: web, v: two}, ports: [{port: 80, targetPort: 8081}]"
            + "|10.96.0.7 80/tcp -> k8s:shop/Pod/b:8081/tcp",
        "clusterIP: 10.96.0.7, selector: {app: web}, ports: [{port: 53, protocol: UDP, targetPort: dns}]"
            + "|10.96.0.7 53/udp -> k8s:shop/Pod/a:53/udp",
        "clusterIP: 10.96.0.7, selector: {app: none}, ports: [{port: 80}]|10.96.0.7 80/tcp -> nowhere",
        "clusterIP: 10.96.0.7, ports: [{port: 80}]|10.96.0.7 80/tcp -> nowhere",
        "clusterIP: None, selector: {app: web}, ports: [{port: 80}]|",
        "type: ExternalName, externalName: x.example, ports: [{port: 80}]|"
      })
  void servicesLeadToThePodsOwnPorts(String spec, String expected) throws IOException {
    String[] lines =
        expected == null ? new String[0] : new String[] {"service shop/s: " + expected};
    assertThat(Written.forwards(read(service(spec)))).containsExactly(lines);
  }

  @Test
  void aServiceIsReachedAtAllItsAddresses() throws IOException {
    String spec =
        "type: LoadBalancer, clusterIP: 10.96.0.7, clusterIPs: [10.96.0.7, 'fd00:96::7'], externalIPs: [198.51.100.7],"
            + " selector: {app: web, v: one}, ports: [{port: 80, targetPort: http, nodePort: 30080}]}, status: {loadBalancer:"
            + " {ingress: [{ip: 203.0.113.7, ipMode: VIP}, {ip: 203.0.113.8, ipMode: Proxy}, {hostname: lb.example}]}";
    Inventory inventory = read(service(spec));
    assertThat(Written.forwards(inventory))
        .containsExactlyInAnyOrder(
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/a:8080/tcp",
            "service shop/s: fd00:96::7 80/tcp -> k8s:shop/Pod/a:8080/tcp",
            "service shop/s: 198.51.100.7 80/tcp -> k8s:shop/Pod/a:8080/tcp",
            "service shop/s: 203.0.113.7 80/tcp -> k8s:shop/Pod/a:8080/tcp",
            "service shop/s: any 30080/tcp -> k8s:shop/Pod/a:8080/tcp");
    assertThat(Written.claims(inventory)).contains("203.0.113.8 OUTSIDE outside:203.0.113.8/32");
    assertThat(exposed(inventory, "a")).containsExactly(Port.parse("8080/tcp"));
    assertThat(exposed(inventory, "b")).isEmpty();
  }

  private static Iterable<Port> exposed(Inventory inventory, String pod) {
    Peer peer = inventory.workloads().get(PeerId.kubernetes("shop", "Pod", pod));
    return peer == null ? java.util.List.of() : peer.exposed();
  }

  /** Endpoints that a person wrote: a pod, a node and a machine elsewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: s-abc, namespace: shop, labels:"
            + " {kubernetes.io/service-name: s}}, addressType: IPv4, endpoints: [{addresses: [10.1.0.6]}, {addresses:"
            + " [192.168.0.9]}, {addresses: [172.16.3.3]}], ports: [{name: p, port: 5432, protocol: TCP}]}",
        "{kind: Endpoints, apiVersion: v1, metadata: {name: s, namespace: shop}, subsets: [{addresses: [{ip: 10.1.0.6},"
            + " {ip: 192.168.0.9}], notReadyAddresses: [{ip: 172.16.3.3}], ports: [{name: p, port: 5432}]}]}"
      })
  void servicesWithoutSelectorEndAtTheirEndpoints(String endpoints) throws IOException {
    String text =
        service("clusterIP: 10.96.0.7, ports: [{name: p, port: 5432}]")
            + NODES
            + "---\n"
            + endpoints;
    Inventory inventory = read(text);
    assertThat(Written.forwards(inventory))
        .containsExactly(
            "service shop/s: 10.96.0.7 5432/tcp -> k8s:shop/Pod/b:5432/tcp node:n1:5432/tcp"
                + " outside:172.16.3.3/32:5432/tcp");
    assertThat(Written.claims(inventory)).contains("172.16.3.3 OUTSIDE outside:172.16.3.3/32");
  }

  @Test
  void theApiServerIsReachedByItsServiceAndByItsEndpoints() throws IOException {
    Inventory inventory =
        read(
            NODES
                + """
                  ---
                  {kind: Service, apiVersion: v1, metadata: {name: kubernetes, namespace: default},
                   spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443, targetPort: 6443}]}}
                  ---
                  {kind: Endpoints, apiVersion: v1, metadata: {name: kubernetes, namespace: default},
                   subsets: [{addresses: [{ip: 192.168.0.9}], ports: [{name: https, port: 6443}]}]}
                  ---
                  {kind: Pod, apiVersion: v1, metadata: {name: kube-apiserver-n1, namespace: kube-system,
                    annotations: {kubernetes.io/config.mirror: abc}},
                   spec: {nodeName: n1, hostNetwork: true, containers: [{ports: [{containerPort: 6443}, {containerPort: 9000}]}]},
                   status: {podIP: 192.168.0.9}}
                  """);
    assertThat(
            Written.forwards(inventory)
                .filter(line -> line.contains("192.168.0.9") || line.contains("10.96")))
        .containsExactly(
            "service default/kubernetes: 10.96.0.1 443/tcp -> k8s:default/Service/kubernetes:6443/tcp",
            "api server: 192.168.0.9 6443/tcp -> k8s:default/Service/kubernetes:6443/tcp",
            "host network of kube-system/kube-apiserver-n1: 192.168.0.9 9000/tcp ->"
                + " k8s:kube-system/Pod/kube-apiserver:9000/tcp");
    assertThat(Written.claims(inventory)).contains("192.168.0.9 NODE node:n1");
  }

  @Test
  void aPodTellsItsNodesAddressWhereTheNodeIsNotListed() throws IOException {
    String pod =
        """
        {kind: Pod, apiVersion: v1, metadata: {name: web, namespace: shop}, spec: {nodeName: n1, containers: [{ports:
          [{containerPort: 8080, hostPort: 80}]}]},
         status: {podIP: 10.1.0.5, hostIP: 192.168.0.9, hostIPs: [{ip: 192.168.0.9}, {ip: "fd00::9"}]}}
        """;
    assertThat(Written.claims(read(pod)))
        .containsExactlyInAnyOrder(
            "10.1.0.5 WORKLOAD k8s:shop/Pod/web",
            "192.168.0.9 NODE node:n1",
            "fd00::9 NODE node:n1");
    assertThat(Written.forwards(read(pod)))
        .contains("host port of shop/web: 192.168.0.9 80/tcp -> k8s:shop/Pod/web:8080/tcp");
    String other = pod.replace("nodeName: n1, ", "");
    assertThat(Written.claims(read(other))).containsExactly("10.1.0.5 WORKLOAD k8s:shop/Pod/web");
  }

  @Test
  void portsOfTheNodeLeadToPods() throws IOException {
    Inventory inventory =
        read(
            """
            {kind: Node, apiVersion: v1, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.0.9}]}}
            ---
            {kind: Pod, apiVersion: v1, metadata: {name: edge, namespace: shop}, spec: {nodeName: n1, containers: [{ports:
              [{containerPort: 8080, hostPort: 80}, {containerPort: 8443, hostPort: 443, hostIP: 192.168.0.10}]}]},
             status: {podIP: 10.1.0.5}}
            """);
    assertThat(Written.forwards(inventory))
        .containsExactly(
            "host port of shop/edge: 192.168.0.9 80/tcp -> k8s:shop/Pod/edge:8080/tcp",
            "host port of shop/edge: 192.168.0.10 443/tcp -> k8s:shop/Pod/edge:8443/tcp");
    assertThat(exposed(inventory, "edge"))
        .containsExactly(Port.parse("8080/tcp"), Port.parse("8443/tcp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "livenessProbe: {httpGet: {path: /healthz, port: http, scheme: HTTP}, periodSeconds: 10}|[8080/tcp]",
        "readinessProbe: {tcpSocket: {port: 5432}}|[5432/tcp]",
        "startupProbe: {grpc: {port: 9000, service: x}}|[9000/tcp]",
        "livenessProbe: {exec: {command: [cat, x]}}|[]",
        "livenessProbe: {httpGet: {port: http, host: example.com}}|[]",
        "livenessProbe: {httpGet: {port: other}}|[]",
        "lifecycle: {preStop: {httpGet: {port: 81}}}|[81/tcp]"
      })
  void probesAreOfTheirContainersPorts(String probe, String ports) throws IOException {
    Inventory inventory =
        read(
            "{kind: Pod, apiVersion: v1, metadata: {name: p, namespace: shop}, spec: {containers: [{ports: [{name: http,"
                + " containerPort: 8080}], "
                + probe
                + "}]}}");
    assertThat(inventory.probes().stream().map(b -> b.port().toString()).toList())
        .hasToString(ports);
  }

  @Test
  void webhooksAndAggregatedApisAreCalled() throws IOException {
    Inventory inventory =
        read(
            service(
                    "selector: {app: web, v: two}, ports: [{port: 443, targetPort: http}, {port: 8443, targetPort: 8444}]")
                + """
                  ---
                  {kind: ValidatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {name: v},
                   webhooks: [{clientConfig: {caBundle: c2VjcmV0, service: {namespace: shop, name: s, path: /v}}},
                    {clientConfig: {url: "https://hooks.example"}}]}
                  ---
                  {kind: APIService, apiVersion: apiregistration.k8s.io/v1, metadata: {name: v1.metrics},
                   spec: {service: {namespace: shop, name: s, port: 8443}}}
                  ---
                  {kind: APIService, apiVersion: apiregistration.k8s.io/v1, metadata: {name: v1.}, spec: {group: ""}}
                  ---
                  {kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {name: m},
                   webhooks: [{clientConfig: {service: {namespace: shop, name: missing}}}]}
                  """);
    assertThat(inventory.callbacks().stream().map(b -> b.owner() + ":" + b.port()))
        .containsExactly("k8s:shop/Pod/b:8444/tcp", "k8s:shop/Pod/b:9090/tcp");
    assertThat(inventory.unused())
        .isEqualTo(
            Map.of("kubernetes object that leads to a Service that is not in the inventory", 1L));
  }

  @Test
  void ingressesExposeTheirBackends() throws IOException {
    Inventory inventory =
        read(
            service(
                    "selector: {app: web, v: one}, ports: [{name: web, port: 80, targetPort: http}, {port: 81}]")
                + """
                  ---
                  {kind: Ingress, apiVersion: networking.k8s.io/v1, metadata: {name: i, namespace: shop},
                   spec: {rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service:
                     {name: s, port: {name: web}}}}]}}]}}
                  """);
    assertThat(exposed(inventory, "a")).containsExactly(Port.parse("8080/tcp"));
  }

  @Test
  void theRangeOfServicesIsToldOrSeenFromItsAddresses() throws IOException {
    String two =
        service("clusterIP: 10.96.0.7, ports: [{port: 80}]")
            + "---\n{kind: Service, apiVersion: v1, metadata: {name: t}, spec: {clusterIP: 10.96.3.1}}\n";
    assertThat(read(two).ranges())
        .hasToString("[KnownRange[range=10.96.0.0/22, kind=SERVICE, name=Service addresses]]");
    String told =
        "---\n{kind: ServiceCIDR, apiVersion: networking.k8s.io/v1, metadata: {name: k}, spec: {cidrs: [10.96.0.0/12]}}";
    assertThat(read(two + told).ranges())
        .hasToString("[KnownRange[range=10.96.0.0/12, kind=SERVICE, name=ServiceCIDR k]]");
    String far =
        "---\n{kind: Service, apiVersion: v1, metadata: {name: u}, spec: {clusterIP: 10.1.0.9}}\n";
    assertThat(read(two + far).ranges()).isEmpty();
  }

  @Test
  void aClusterWithANameIsInFrontOfItsPeers() throws IOException {
    Path file = new Written(folder).file("k", service("clusterIP: 10.96.0.7") + NODES);
    Inventory inventory =
        InventoryReader.read(com.google.common.collect.ImmutableList.of(file), "east");
    assertThat(Written.claims(inventory))
        .contains("10.1.0.5 WORKLOAD k8s:east:shop/Pod/a", "192.168.0.9 NODE node:east:n1");
    assertThat(inventory.addresses().stream().map(claim -> claim.node()).distinct().sorted())
        .containsExactly("", "east:n1");
    assertThat(inventory.workloads().firstKey().namespace()).contains("other");
  }

  /** Other APIs have kinds of the same names. */
  @Test
  void kindsOfOtherApisAreNotTheirNamesakes() throws IOException {
    Inventory inventory =
        read(
            """
            {kind: Service, apiVersion: serving.knative.dev/v1, metadata: {name: s, namespace: shop},
             spec: {clusterIP: 10.96.0.7, ports: [{port: 80}]}}
            ---
            {kind: Job, apiVersion: batch.volcano.sh/v1alpha1, metadata: {name: j, namespace: shop}, spec: {template: {spec: {}}}}
            ---
            {kind: Service, apiVersion: v1, metadata: {name: t, namespace: shop}, spec: {clusterIP: 10.96.0.8, ports: [{port: 80}]}}
            """);
    assertThat(Written.forwards(inventory))
        .containsExactly("service shop/t: 10.96.0.8 80/tcp -> nowhere");
    assertThat(inventory.workloads()).isEmpty();
    assertThat(inventory.unused())
        .isEqualTo(Map.of("kubernetes kind Service", 1L, "kubernetes kind Job", 1L));
  }
}
