package dev.netgen.generator.rebind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.PeerId;
import org.junit.jupiter.api.Test;

/** Servers that every cluster has, by whatever name: the API server and resolvers. */
class PlatformBindingTest {
  private static final String CART = "k8s:stage/Deployment/cart";
  private static final String WEB = "k8s:stage/Deployment/web";
  private static final String COREDNS = "k8s:kube-system/Deployment/coredns";

  private final Staging staging = new Staging();

  private static Elsewhere shop() {
    return RebindingTest.shop();
  }

  @Test
  void theApiServerHasTheEndpointsAndThePortOfTheOtherCluster() {
    String api = "k8s:default/Service/kubernetes";
    Rebound rebound =
        staging
            .map("stage", "prod")
            .link(CART, api, "6443/tcp", "tls")
            .to(
                shop()
                    .service("default/kubernetes", "10.96.0.1", "443/tcp", api, "8443/tcp")
                    .forward(
                        "endpoints of default/kubernetes",
                        "10.8.0.1",
                        "8443/tcp",
                        api,
                        "8443/tcp"));
    assertThat(Staging.links(rebound))
        .containsExactly("k8s:prod/Deployment/cart -> " + api + " 8443/tcp");
    assertThat(rebound.evidence().addresses().toString()).isEqualTo("{" + api + "=[10.8.0.1]}");
    assertThat(rebound.graph().peer(PeerId.parse(api)).hostNetwork()).isTrue();
  }

  @Test
  void theApiServerIsMissedWhereNobodyTellsOfIt() {
    assertThat(
            staging
                .map("stage", "prod")
                .link(CART, "k8s:default/Service/kubernetes", "6443/tcp")
                .to(shop())
                .unbound())
        .singleElement()
        .asString()
        .startsWith("k8s:default/Service/kubernetes: ");
  }

  @Test
  void theResolverIsWhatStandsBehindTheDnsService() {
    String there = "k8s:openshift-dns/DaemonSet/dns-default";
    Rebound rebound =
        staging
            .map("stage", "prod")
            .link(CART, COREDNS, "53/udp", "dns")
            .link(CART, COREDNS, "53/tcp", "dns")
            .link(CART, COREDNS, "9153/tcp", "http")
            .to(
                shop()
                    .has(there, "dns")
                    .service(
                        "openshift-dns/dns-default", "172.30.0.10", "53/udp", there, "5353/udp")
                    .service(
                        "openshift-dns/dns-default", "172.30.0.10", "53/tcp", there, "5353/tcp"));
    assertThat(Staging.links(rebound))
        .containsExactly(
            "k8s:prod/Deployment/cart -> " + there + " 5353/tcp",
            "k8s:prod/Deployment/cart -> " + there + " 5353/udp",
            "k8s:prod/Deployment/cart -> " + there + " 9153/tcp");
  }

  @Test
  void aWorkloadsOwnDnsServerIsNoClusterResolver() {
    String there = "k8s:openshift-dns/DaemonSet/dns-default";
    Rebound rebound =
        staging
            .map("stage", "prod")
            .link(WEB, CART, "53/udp", "dns")
            .to(
                new Elsewhere()
                    .has("k8s:prod/Deployment/web", "web")
                    .has(there, "dns")
                    .service(
                        "openshift-dns/dns-default", "172.30.0.10", "53/udp", there, "5353/udp"));
    assertThat(rebound.unbound()).singleElement().asString().startsWith(CART + ": is not in");
  }

  @Test
  void ofTwoResolversNeitherIsGuessed() {
    Elsewhere two =
        shop()
            .has("k8s:kube-system/Deployment/dns-a", "a")
            .has("k8s:kube-system/Deployment/dns-b", "b")
            .service(
                "kube-system/kube-dns",
                "10.0.0.10",
                "53/udp",
                "k8s:kube-system/Deployment/dns-a",
                "53/udp")
            .service(
                "kube-system/coredns",
                "10.0.0.11",
                "53/udp",
                "k8s:kube-system/Deployment/dns-b",
                "53/udp");
    staging.map("stage", "prod").link(CART, COREDNS, "53/udp", "dns");
    assertThat(staging.to(two).unbound())
        .singleElement()
        .asString()
        .contains("by resolvers", "dns-a", "dns-b");
    staging.resolves(COREDNS, "k8s:kube-system/Deployment/dns-b");
    assertThat(Staging.links(staging.to(two)))
        .containsExactly("k8s:prod/Deployment/cart -> k8s:kube-system/Deployment/dns-b 53/udp");
  }

  @Test
  void nodeLocalDnsThereIsForAPersonToDecide() {
    String local = "k8s:kube-system/DaemonSet/node-local-dns";
    Elsewhere prod =
        shop()
            .has(COREDNS, "dns")
            .service("kube-system/kube-dns", "10.0.0.10", "53/udp", COREDNS, "53/udp")
            .has(Staging.peer(local).withHostNetwork(true))
            .node("p1", "10.8.0.1");
    staging.map("stage", "prod").link(CART, COREDNS, "53/udp", "dns");
    assertThat(staging.to(prod).unbound())
        .singleElement()
        .asString()
        .contains(local, "by resolvers");
    staging.resolves(COREDNS, local);
    Rebound rebound = staging.to(prod);
    assertThat(Staging.links(rebound))
        .containsExactly("k8s:prod/Deployment/cart -> " + local + " 53/udp");
    assertThat(rebound.evidence().addresses().get(PeerId.parse(local)).toString())
        .isEqualTo("[10.8.0.1, 169.254.20.10]");
  }

  @Test
  void aNodeThatAnswersNamesIsTheResolverForNamesAndANodeOtherwise() {
    Elsewhere prod =
        shop()
            .has(COREDNS, "dns")
            .service("kube-system/kube-dns", "10.0.0.10", "53/udp", COREDNS, "53/udp")
            .node("p1", "10.8.0.1");
    assertThat(
            Staging.links(
                staging
                    .map("stage", "prod")
                    .link(CART, "node:old", "53/udp", "dns")
                    .link(CART, "node:old", "10250/tcp", "tls")
                    .to(prod)))
        .containsExactly(
            "k8s:prod/Deployment/cart -> " + COREDNS + " 53/udp",
            "k8s:prod/Deployment/cart -> node:p1 10250/tcp");
  }
}
