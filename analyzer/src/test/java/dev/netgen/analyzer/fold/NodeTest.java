package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static dev.netgen.analyzer.fold.FlowMaker.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that no label selects: nodes, kubelets, the API server, what is local to a node. */
final class NodeTest {
  private static final String NODE = "192.168.7.1";
  private static final String OTHER_NODE = "192.168.7.2";
  private static final String POD = "10.244.0.6";
  private static final String CART = "k8s:shop/Deployment/cart";
  private static final String HOOK = "k8s:shop/Deployment/hook";
  private static final String API = "k8s:default/Service/kubernetes";

  private static World nodes() {
    return new World()
        .node("n1", NODE)
        .node("n1", "10.244.0.1")
        .node("n2", OTHER_NODE)
        .pod(CART, POD, "n1")
        .probes(CART, "8080/tcp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.168.7.1 | 8080 | node:n1 -> k8s:shop/Deployment/cart 8080/tcp - opaque [kubelet"
            + " probe]",
        "10.244.0.1 | 8080 | node:n1 -> k8s:shop/Deployment/cart 8080/tcp - opaque [kubelet probe]",
        "192.168.7.2 | 8080 | node:n2 -> k8s:shop/Deployment/cart 8080/tcp - opaque",
        "192.168.7.1 | 9090 | node:n1 -> k8s:shop/Deployment/cart 9090/tcp - opaque",
        "10.244.0.9 | 8080 | unresolved:10.244.0.9 -> k8s:shop/Deployment/cart 8080/tcp - opaque",
      })
  void onlyTheOwnNodeAtAProbedPortProbes(String client, int port, String link) {
    assertThat(Scene.of(nodes()).add(tcp(client, POD + " " + port)).links()).containsExactly(link);
  }

  /** A node gives its port to that pod alone; behind a node port stands a selector. */
  @ParameterizedTest
  @CsvSource({
    "host port of shop/cart-1, ''",
    "service shop/cart, ' [backend by selector, not seen]'",
  })
  void aHostPortLeadsToItsPodByDeclaration(String name, String note) {
    String job = "k8s:shop/CronJob/job";
    World world =
        new World()
            .holds(CART, "10.1.0.5")
            .holds(job, "10.1.0.6")
            .node("n1", NODE)
            .forwards(name, NODE, "8443/tcp", CART + " 8080/tcp");
    assertThat(Scene.of(world).add(tcp("10.1.0.6", NODE + " 8443")).links())
        .containsExactly(job + " -> " + CART + " 8080/tcp - opaque" + note);
  }

  @Test
  void atAnExposedPortOnlyWhoSaysSoIsTheKubelet() {
    World world = nodes().exposes(CART, "8080/tcp");
    FlowMaker probe = tcp(NODE, POD + " 8080").fact("http.client", "kube-probe");
    FlowMaker masqueraded = tcp(NODE + " 40001", POD + " 8080").at(3);
    String link = "node:n1 -> k8s:shop/Deployment/cart 8080/tcp - opaque";
    assertThat(Scene.of(world).add(probe).links()).containsExactly(link + " [kubelet probe]");
    assertThat(Scene.of(world).add(masqueraded).links()).containsExactly(link);
    assertThat(Scene.of(world).add(probe, masqueraded).links()).containsExactly(link);
  }

  @Test
  void aPodThatIsNoNodesOwnIsNotProbed() {
    World world = new World().node("n1", NODE).holds(CART, POD).probes(CART, "8080/tcp");
    assertThat(Scene.of(world).add(tcp(NODE, POD + " 8080")).links())
        .containsExactly("node:n1 -> k8s:shop/Deployment/cart 8080/tcp - opaque");
  }

  private static World withApiServer() {
    return nodes()
        .pod(HOOK, "10.244.0.7", "n2")
        .callsBack(HOOK, "8443/tcp")
        .forwards("service default/kubernetes", "10.96.0.1", "443/tcp", API + " 6443/tcp")
        .forwards("endpoints of default/kubernetes", NODE, "6443/tcp", API + " 6443/tcp")
        .forwards("endpoints of default/kubernetes", "192.168.7.3", "6443/tcp", API + " 6443/tcp");
  }

  @ParameterizedTest
  @CsvSource({"10.96.0.1 443", "192.168.7.1 6443", "192.168.7.3 6443"})
  void theApiServerIsOnePeerByServiceAndByAddress(String server) {
    Folded folded = Scene.of(withApiServer()).add(tcp(POD, server)).fold();
    assertThat(folded.graph().links().values().stream().map(Scene::text))
        .containsExactly(CART + " -> " + API + " 6443/tcp - opaque");
    assertThat(folded.addresses().get(PeerId.parse(API)))
        .containsExactly(IpAddress.parse(NODE), IpAddress.parse("192.168.7.3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.168.7.1 | 8443 | k8s:default/Service/kubernetes -> k8s:shop/Deployment/hook 8443/tcp -"
            + " opaque",
        "192.168.7.3 | 8443 | k8s:default/Service/kubernetes -> k8s:shop/Deployment/hook 8443/tcp -"
            + " opaque",
        "192.168.7.2 | 8443 | node:n2 -> k8s:shop/Deployment/hook 8443/tcp - opaque",
        "192.168.7.1 | 8080 | node:n1 -> k8s:shop/Deployment/hook 8080/tcp - opaque",
        "10.96.0.1 | 8443 | unresolved:10.96.0.1 -> k8s:shop/Deployment/hook 8443/tcp - opaque",
      })
  void theApiServerCallsOnlyWhereItIsCalledBack(String client, int port, String link) {
    Scene scene = Scene.of(withApiServer()).add(tcp(client, "10.244.0.7 " + port));
    assertThat(scene.links()).containsExactly(link);
  }

  private static World exporter() {
    return nodes()
        .onHostNetwork("k8s:ops/DaemonSet/exporter")
        .forwards("host network of ops/e1", NODE, "9100/tcp", "k8s:ops/DaemonSet/exporter 9100/tcp")
        .forwards(
            "host network of ops/e2",
            OTHER_NODE,
            "9100/tcp",
            "k8s:ops/DaemonSet/exporter 9100/tcp");
  }

  @Test
  void aServerOnTheHostNetworkIsItsOwnerAndAClientThereItsNode() {
    Folded folded =
        Scene.of(exporter())
            .add(tcp(POD, NODE + " 9100"), tcp(NODE + " 50000", POD + " 9090").at(2))
            .fold();
    assertThat(folded.graph().links().values().stream().map(Scene::text))
        .containsExactly(
            CART + " -> k8s:ops/DaemonSet/exporter 9100/tcp - opaque",
            "node:n1 -> " + CART + " 9090/tcp - opaque");
    assertThat(folded.addresses().get(PeerId.parse("k8s:ops/DaemonSet/exporter")))
        .containsExactly(IpAddress.parse(NODE));
  }

  @Test
  void aStrangerAtAPortThatIsDeclaredOnANodeIsTheInternet() {
    String exporter = "k8s:ops/DaemonSet/exporter";
    assertThat(Scene.of(exporter()).add(tcp("203.0.113.9", NODE + " 9100")).links())
        .containsExactly("outside:internet -> " + exporter + " 9100/tcp - opaque");
    assertThat(Scene.of(exporter()).add(tcp("203.0.113.9", NODE + " 22")).links())
        .containsExactly("outside:203.0.113.9/32 -> node:n1 22/tcp - opaque");
    assertThat(Scene.of(exporter()).add(tcp("10.9.9.9", NODE + " 9100")).links())
        .containsExactly("unresolved:10.9.9.9 -> " + exporter + " 9100/tcp - opaque");
  }

  @Test
  void behindAServiceAllItsNodesMayAnswer() {
    World world =
        exporter()
            .forwards(
                "service ops/exporter",
                "10.96.0.9",
                "9100/tcp",
                "k8s:ops/DaemonSet/exporter 9100/tcp");
    assertThat(Scene.of(world).add(tcp(POD, "10.96.0.9 9100")).fold().addresses())
        .containsEntry(
            PeerId.parse("k8s:ops/DaemonSet/exporter"),
            ImmutableSortedSet.of(IpAddress.parse(NODE), IpAddress.parse(OTHER_NODE)));
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254 80",
    "169.254.169.252 988",
    "100.100.100.200 80",
    "fd00:ec2::254 80",
  })
  void whereACloudAnswersIsOutside(String server) {
    String client = server.contains("::") ? "fd00:1::5" : POD;
    World world = nodes().pod(CART, "fd00:1::5", "n1");
    String address = server.substring(0, server.indexOf(' '));
    assertThat(Scene.of(world).add(tcp(client, server)).links().toString())
        .contains(CART + " -> outside:" + address + "/");
  }

  @Test
  void aLinkLocalResolverIsTheNodesOwn() {
    assertThat(
            Scene.of(nodes())
                .add(udp(POD, "169.254.20.10 53").speaks("dns", Encryption.PLAINTEXT))
                .links())
        .containsExactly(CART + " -> node:n1 53/udp dns plaintext");
    World unknown = new World().holds(CART, POD);
    assertThat(
            Scene.of(unknown)
                .add(udp(POD, "169.254.20.10 53").speaks("dns", Encryption.PLAINTEXT))
                .links())
        .containsExactly(CART + " -> outside:169.254.20.10/32 53/udp dns plaintext");
    assertThat(Scene.of(nodes()).add(udp(POD, "169.254.20.10 5000")).links()).isEmpty();
  }

  @Test
  void aMeshThatAsksProbesForTheKubeletIsItsAddress() {
    assertThat(Scene.of(nodes()).add(tcp("169.254.7.127", POD + " 8080")).links())
        .containsExactly("outside:169.254.7.127/32 -> " + CART + " 8080/tcp - opaque");
    assertThat(Scene.of(nodes()).add(tcp("169.254.7.127", POD + " 9090")).links()).isEmpty();
    World exposed = nodes().exposes(CART, "8080/tcp");
    assertThat(Scene.of(exposed).add(tcp("169.254.7.127", POD + " 8080")).links())
        .containsExactly("outside:169.254.7.127/32 -> " + CART + " 8080/tcp - opaque");
  }

  /** Endpoints without a selector, and load balancers, are told by the platform. */
  @Test
  void aPrivateMachineThatIsToldIsItselfAtExposedPortsToo() {
    World world = nodes().exposes(CART, "8080/tcp").elsewhere("10.50.0.5");
    assertThat(Scene.of(world).add(tcp("10.50.0.5", POD + " 8080")).links())
        .containsExactly("outside:10.50.0.5/32 -> " + CART + " 8080/tcp - opaque");
  }

  @Test
  void aPodThatCallsItselfThroughItsServiceIsALink() {
    World world = nodes().forwards("service shop/cart", "10.96.0.20", "80/tcp", CART + " 8080/tcp");
    String itself = CART + " -> " + CART + " 8080/tcp - opaque";
    assertThat(
            Scene.of(world)
                .add(
                    tcp(POD, "10.96.0.20 80").sequence(11),
                    tcp("10.244.0.1 60000", POD + " 8080").sequence(11))
                .links())
        .containsExactly(itself);
    assertThat(Scene.of(world).add(tcp(POD, "10.96.0.20 80")).links())
        .containsExactly(itself + " [backend by selector, not seen]");
    assertThat(Scene.of(world).add(tcp(POD, POD + " 8080")).links()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.244.9.9 80 | in the pod range, no pod in inventory",
        "10.96.7.7 80 | in the service range, no such Service",
        "10.96.0.20 81 | a Service's address, at a port that it does not have",
        "10.96.0.30 80 | a Service's address, no pods behind it in inventory",
        "172.18.0.9 80 | in a Docker network's range, no container in inventory",
        "10.1.2.3 80 | private, in no inventory",
        "198.18.5.5 80 | in the pod range, no pod in inventory",
      })
  void whyAnAddressHasNoOwnerIsCounted(String server, String reason) {
    World world =
        nodes()
            .range(KnownRange.Kind.POD, "10.244.0.0/16", "")
            .range(KnownRange.Kind.POD, "198.18.0.0/16", "")
            .range(KnownRange.Kind.SERVICE, "10.96.0.0/12", "")
            .range(KnownRange.Kind.DOCKER_NETWORK, "172.18.0.0/16", "shop")
            .forwards("service shop/cart", "10.96.0.20", "80/tcp", CART + " 8080/tcp")
            .forwards("service shop/none", "10.96.0.30", "80/tcp");
    Scene scene = Scene.of(world).add(tcp(POD, server));
    assertThat(scene.links().toString()).contains("unresolved:");
    assertThat(scene.counts()).containsEntry("flows with an unresolved end: " + reason, 1L);
  }

  @Test
  void anAddressThatAsksProbesAsTheKubeletIsTheNodesWhateverItDoesBesides() {
    FlowMaker probe = tcp("10.244.0.77", POD + " 8080").fact("http.client", "kube-probe");
    FlowMaker scrape = tcp("10.244.0.77 40001", POD + " 9090").at(2);
    Scene scene = Scene.of(nodes()).add(probe, scrape);
    assertThat(scene.links())
        .containsExactly(
            "node:n1 -> " + CART + " 8080/tcp - opaque [kubelet probe]",
            "node:n1 -> " + CART + " 9090/tcp - opaque");
    assertThat(scene.fold().told())
        .containsEntry("addresses learnt to be a node's, from its probes", 1L);
  }

  @Test
  void anAddressThatAsksPodsOfTwoNodesSoIsNoNodes() {
    World world = nodes().pod(CART, "10.244.1.6", "n2");
    Scene scene =
        Scene.of(world)
            .add(
                tcp("10.244.0.77", POD + " 8080").fact("http.client", "kube-probe"),
                tcp("10.244.0.77", "10.244.1.6 8080").at(2).fact("http.client", "kube-probe"));
    assertThat(scene.links())
        .containsExactly("unresolved:10.244.0.77 -> " + CART + " 8080/tcp - opaque");
  }

  @Test
  void whoOnlySaysItIsTheKubeletAtAnotherPortIsNot() {
    FlowMaker liar = tcp("10.244.0.77", POD + " 9090").fact("http.client", "kube-probe");
    assertThat(Scene.of(nodes()).add(liar).links())
        .containsExactly("unresolved:10.244.0.77 -> " + CART + " 9090/tcp - opaque");
  }

  private static final String WEB = "k8s:shop/Deployment/web";

  @Test
  void whatAMeshsTunnelCarriesIsToldWithIt() {
    World world = nodes().pod(WEB, "10.244.0.5", "n1");
    FlowMaker tunnel = tcp("10.244.0.5", POD + " 15008");
    FlowMaker inner = tcp("10.244.0.5 40001", POD + " 8080").at(1);
    String outer = WEB + " -> " + CART + " 15008/tcp - opaque";
    Scene inside = Scene.of(world).onLoopback().add(tunnel, inner);
    assertThat(inside.links()).containsExactly(outer);
    assertThat(inside.fold().links().firstEntry().getValue().facts().get("mesh.inner.port"))
        .containsExactly("8080/tcp");
    String plain = WEB + " -> " + CART + " 8080/tcp - opaque";
    assertThat(Scene.of(world).add(tunnel, inner).links()).containsExactly(plain, outer);
    assertThat(Scene.of(world).onLoopback().add(inner).links()).containsExactly(plain);
  }

  /** A sidecar's halves on loopback bear the addresses and the port of the link at the border. */
  @Test
  void whatASidecarsLoopbackShowsIsNoOtherUseOfTheLink() {
    World world = nodes().pod(WEB, "10.244.0.5", "n1");
    FlowMaker border =
        tcp("10.244.0.5", POD + " 8080").speaks("tls", Encryption.ENCRYPTED).seenBy(0);
    FlowMaker half =
        tcp("10.244.0.5 40001", POD + " 8080").speaks("http", Encryption.PLAINTEXT).at(1).seenBy(1);
    for (FlowMaker[] order : new FlowMaker[][] {{border, half}, {half, border}}) {
      Scene scene = Scene.of(world).andLoopback().add(order);
      assertThat(scene.links()).containsExactly(WEB + " -> " + CART + " 8080/tcp tls encrypted");
      Folded folded = scene.fold();
      assertThat(folded.told())
          .containsEntry("conversations seen inside a pod, told with its border's", 1L);
      assertThat(folded.links().firstEntry().getValue().facts().get("mesh.inner.speaks"))
          .containsExactly("http");
    }
    assertThat(Scene.of(world).andLoopback().add(half).links())
        .as("no border was seen")
        .containsExactly(WEB + " -> " + CART + " 8080/tcp http plaintext");
    FlowMaker other = tcp("10.244.0.5 40001", POD + " 9090").seenBy(1);
    assertThat(Scene.of(world).andLoopback().add(border, other).links()).hasSize(2);
  }
}
