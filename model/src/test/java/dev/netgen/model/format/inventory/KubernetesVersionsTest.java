package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Peer;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What older servers and other distributions print. */
final class KubernetesVersionsTest {
  @TempDir private Path folder;

  /** Until 1.21 servers print Ingresses in their first form. */
  @Test
  void backendsOfOldIngressesAreExposed() throws IOException {
    String text =
        """
        {kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop, labels: {app: a}},
         status: {podIP: 10.1.0.5}}
        ---
        {kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop},
         spec: {clusterIP: 10.96.0.7, selector: {app: a},
          ports: [{name: web, port: 80, targetPort: 8080}, {name: adm, port: 81, targetPort: 8081},
           {name: no, port: 82}]}}
        ---
        {kind: Ingress, apiVersion: extensions/v1beta1, metadata: {name: i, namespace: shop},
         spec: {backend: {serviceName: s, servicePort: adm},
          rules: [{http: {paths: [{path: /, backend: {serviceName: s, servicePort: 80}}]}}]}}
        """;
    assertThat(new Written(folder).read(text).workloads().values())
        .flatExtracting(Peer::exposed)
        .containsExactly(Port.parse("8080/tcp"), Port.parse("8081/tcp"));
  }

  /** Each roll-out of OpenShift's DeploymentConfig has a ReplicationController of its own. */
  @Test
  void rollOutsOfADeploymentConfigAreOneWorkload() throws IOException {
    String pod =
        """
        {kind: Pod, apiVersion: v1, metadata: {name: dc-%1$d-x, namespace: shop,
          labels: {app: a, deployment: dc-%1$d, deploymentconfig: dc},
          ownerReferences: [{kind: ReplicationController, name: dc-%1$d, controller: true}]},
         status: {podIP: 10.1.0.%1$d}}
        """;
    assertThat(new Written(folder).read(pod.formatted(3)).workloads().values())
        .extracting(peer -> peer.id() + " " + peer.labels())
        .containsExactly("k8s:shop/DeploymentConfig/dc {app=a, deploymentconfig=dc}");
    String both = pod.formatted(3) + "---\n" + pod.formatted(4);
    assertThat(new Written(folder).read(both).workloads().values())
        .extracting(peer -> peer.id() + " " + peer.labels())
        .containsExactly("k8s:shop/DeploymentConfig/dc {app=a, deploymentconfig=dc}");
  }

  /** A Job of a chart has the labels of what it installs; a Service of Jobs alone leads to them. */
  @Test
  void jobsAreBehindAServiceOnlyWhereNothingElseIs() throws IOException {
    String service =
        """
        {kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop},
         spec: {clusterIP: 10.96.0.7, selector: {app: a}, ports: [{port: 80, targetPort: 8080}]}}
        ---
        {kind: Pod, apiVersion: v1, metadata: {name: mig-x, namespace: shop, labels: {app: a},
          ownerReferences: [{kind: Job, name: mig, controller: true}]}, status: {podIP: 10.1.0.6}}
        """;
    String pod =
        """
        ---
        {kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop, labels: {app: a}},
         status: {podIP: 10.1.0.5}}
        """;
    assertThat(Written.forwards(new Written(folder).read(service)))
        .containsExactly("service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Job/mig:8080/tcp");
    assertThat(Written.forwards(new Written(folder).read(service + pod)))
        .containsExactly("service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/a:8080/tcp");
  }

  /** An operator's own object may control several Deployments, which differ in all labels. */
  @Test
  void whatAnOperatorMakesAreWorkloadsOfTheirOwn() throws IOException {
    String made =
        """
        {kind: Deployment, apiVersion: apps/v1, metadata: {name: jg-%1$s, namespace: shop,
          ownerReferences: [{kind: Jaeger, name: jg, controller: true}]},
         spec: {template: {metadata: {labels: {app: %1$s}}, spec: {containers: [{name: c}]}}}}
        ---
        {kind: ReplicaSet, apiVersion: apps/v1, metadata: {name: jg-%1$s-1, namespace: shop,
          ownerReferences: [{kind: Deployment, name: jg-%1$s, controller: true}]},
         spec: {template: {metadata: {labels: {app: %1$s}}, spec: {containers: [{name: c}]}}}}
        ---
        {kind: Pod, apiVersion: v1, metadata: {name: jg-%1$s-1-x, namespace: shop,
          labels: {app: %1$s}, ownerReferences: [{kind: ReplicaSet, name: jg-%1$s-1}]},
         status: {podIP: 10.1.0.%2$d}}
        """;
    String both = made.formatted("query", 5) + "---\n" + made.formatted("collector", 6);
    assertThat(new Written(folder).read(both).workloads().values())
        .extracting(peer -> peer.id() + " " + peer.labels())
        .containsExactly(
            "k8s:shop/Deployment/jg-collector {app=collector}",
            "k8s:shop/Deployment/jg-query {app=query}");
  }
}
