package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Peer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ports routes of the Gateway API and of OpenShift open to the outside. */
final class KubernetesRoutesTest {
  private static final String SHOP =
      """
      {kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop, labels: {app: a}},
       spec: {containers: [{name: c, ports: [{name: h, containerPort: 8080}]}]},
       status: {podIP: 10.1.0.5}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: b, namespace: other, labels: {app: b}},
       status: {podIP: 10.1.0.6}}
      ---
      {kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop},
       spec: {clusterIP: 10.96.0.7, selector: {app: a},
        ports: [{name: web, port: 80, targetPort: h}, {name: adm, port: 81, targetPort: 8081}]}}
      ---
      {kind: Service, apiVersion: v1, metadata: {name: t, namespace: other},
       spec: {clusterIP: 10.96.0.8, selector: {app: b}, ports: [{port: 9000}]}}
      ---
      """;

  @TempDir private Path folder;

  private String exposed(String object) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Peer peer : new Written(folder).read(SHOP + object).workloads().values()) {
      peer.exposed().forEach(port -> all.append(peer.id()).append(' ').append(port).append(' '));
    }
    return all.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "HTTPRoute | {backendRefs: [{name: s, port: 80}]} | k8s:shop/Pod/a 8080/tcp",
        "HTTPRoute | {backendRefs: [{name: s, port: 8080}]} | \"\"",
        "GRPCRoute | {backendRefs: [{name: s, port: 81, weight: 0}]} | k8s:shop/Pod/a 8081/tcp",
        "TLSRoute | {backendRefs: [{group: '', kind: Service, name: s, port: 81}]}"
            + " | k8s:shop/Pod/a 8081/tcp",
        "TCPRoute | {backendRefs: [{name: t, namespace: other, port: 9000}]}"
            + " | k8s:other/Pod/b 9000/tcp",
        "UDPRoute | {backendRefs: [{name: t, port: 9000}]} | \"\"",
        "HTTPRoute | {backendRefs: [{group: x.example, kind: Service, name: s, port: 80}]} | \"\"",
        "HTTPRoute | {backendRefs: [{kind: Bucket, name: s, port: 80}]} | \"\"",
        "HTTPRoute | {filters: [{type: RequestMirror, requestMirror:"
            + " {backendRef: {name: s, port: 81}}}]} | k8s:shop/Pod/a 8081/tcp",
        "OtherRoute | {backendRefs: [{name: s, port: 80}]} | \"\"",
      })
  void routesOfTheGatewayApi(String kind, String rule, String expected) throws IOException {
    String route =
        """
        {kind: %s, apiVersion: gateway.networking.k8s.io/v1, metadata: {name: r, namespace: shop},
         spec: {parentRefs: [{name: edge}], hostnames: [shop.example], rules: [%s]}}
        """;
    assertThat(exposed(route.formatted(kind, rule))).isEqualTo(expected);
  }

  /** One backend that cannot be read is left out alone, and counted. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "HTTPRoute | [7, {backendRefs: [{name: [x]}, {name: s, port: 80}]}]",
        "HTTPRoute | [{backendRefs: none}, {filters: {}, backendRefs: [{name: s, port: 80}]}]",
        "HTTPRoute | [{filters: [{requestMirror: [1]}], backendRefs: [{name: s, port: 80}]}]",
        "Ingress | [{http: 5}, {http: {paths: [1, {backend: {service: {name: s, port: {number: 80}}}}]}}]",
        "Ingress | [{http: {paths: [{backend: {service: [s]}}, {backend: {serviceName: s, servicePort: web}}]}}]",
      })
  void aBadPartLeavesTheOthers(String kind, String rules) throws IOException {
    String api = kind.equals("Ingress") ? "networking.k8s.io/v1" : "gateway.networking.k8s.io/v1";
    String object =
        "{kind: %s, apiVersion: %s, metadata: {name: r, namespace: shop}, spec: {rules: %s}}"
            .formatted(kind, api, rules);
    assertThat(exposed(object)).isEqualTo("k8s:shop/Pod/a 8080/tcp");
    assertThat(new Written(folder).read(SHOP + object).unused().toString())
        .contains("backend not used: ");
  }

  /** A mesh's route has a Service as parent: it leads what is inside. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{kind: Service, name: s} | \"\"",
        "{kind: Service, name: s}, {kind: Gateway, name: edge} | k8s:shop/Pod/a 8080/tcp",
      })
  void parentsThatAreServicesOpenNothing(String parents, String expected) throws IOException {
    String route =
        """
        {kind: HTTPRoute, apiVersion: gateway.networking.k8s.io/v1beta1,
         metadata: {name: r, namespace: shop},
         spec: {parentRefs: [%s], rules: [{backendRefs: [{name: s, port: 80}]}]}}
        """;
    assertThat(exposed(route.formatted(parents))).isEqualTo(expected);
  }

  /** A number is the pods' port, a name the Service's; without one all ports are reachable. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "to: {kind: Service, name: s, weight: 100}, port: {targetPort: 8080}"
            + " | k8s:shop/Pod/a 8080/tcp",
        "to: {kind: Service, name: s}, port: {targetPort: adm} | k8s:shop/Pod/a 8081/tcp",
        "to: {kind: Service, name: s}, port: {targetPort: 81} | \"\"",
        "to: {kind: Service, name: s} | k8s:shop/Pod/a 8080/tcp k8s:shop/Pod/a 8081/tcp",
        "to: {kind: Service, name: gone}, alternateBackends: [{kind: Service, name: s}],"
            + " port: {targetPort: web} | k8s:shop/Pod/a 8080/tcp",
      })
  void routesOfOpenShift(String spec, String expected) throws IOException {
    String route =
        "{kind: Route, apiVersion: route.openshift.io/v1, metadata: {name: r, namespace: shop},"
            + " spec: {host: shop.example, "
            + spec
            + "}}";
    assertThat(exposed(route)).isEqualTo(expected);
    assertThat(exposed(route.replace("route.openshift.io", "serving.knative.dev")))
        .as("another API's kind of that name")
        .isEmpty();
  }
}
