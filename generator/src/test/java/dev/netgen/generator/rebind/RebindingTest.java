package dev.netgen.generator.rebind;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.Decisions;
import dev.netgen.model.decision.NamespaceBinding;
import dev.netgen.model.decision.PeerBinding;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebindingTest {
  private static final String CART = "k8s:stage/Deployment/cart";
  private static final String WEB = "k8s:stage/Deployment/web";
  private static final String COREDNS = "k8s:kube-system/Deployment/coredns";

  private final List<Peer> peers = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final TreeMap<PeerId, ImmutableSortedSet<IpAddress>> addresses = new TreeMap<>();
  private final List<NamespaceBinding> namespaces = new ArrayList<>();
  private final List<PeerBinding> resolvers = new ArrayList<>();
  private final List<PeerBinding> bindings = new ArrayList<>();

  private static Peer peer(String id) {
    return Peer.named(PeerId.parse(id));
  }

  private static Peer seen(String id) {
    return peer(id).withObserved(EnumSet.allOf(Direction.class));
  }

  private RebindingTest link(String from, String to, String port, String... speaks) {
    links.add(
        Link.of(
            PeerId.parse(from),
            PeerId.parse(to),
            Port.parse(port),
            Set.of(speaks),
            Encryption.PLAINTEXT,
            Set.of()));
    return this;
  }

  private RebindingTest at(String id, String... texts) {
    addresses.put(
        PeerId.parse(id),
        Arrays.stream(texts)
            .map(IpAddress::parse)
            .collect(ImmutableSortedSet.toImmutableSortedSet(IpAddress::compareTo)));
    return this;
  }

  private RebindingTest map(String from, String to) {
    namespaces.add(new NamespaceBinding(from, to, "netgen.yaml: renamed"));
    return this;
  }

  private static PeerBinding binding(String from, String to) {
    return new PeerBinding(PeerId.parse(from), PeerId.parse(to), "netgen.yaml: chosen");
  }

  private Rebound to(Elsewhere elsewhere) {
    GraphEvidence none = GraphEvidence.empty();
    return Rebinding.rebind(
        CommunicationGraph.of(peers, links),
        new GraphEvidence(
            none.links(),
            none.attempts(),
            ImmutableSortedMap.copyOf(addresses),
            none.account(),
            none.notes()),
        elsewhere.inventory(),
        new Decisions(
            ImmutableList.of(),
            ImmutableList.copyOf(namespaces),
            ImmutableList.copyOf(resolvers),
            ImmutableList.copyOf(bindings)));
  }

  private static List<String> links(Rebound rebound) {
    assertThat(rebound.unbound()).isEmpty();
    return rebound.graph().links().keySet().stream().map(Object::toString).toList();
  }

  private static Elsewhere shop() {
    return new Elsewhere()
        .has("k8s:prod/Deployment/cart", "cart-prod")
        .has("k8s:prod/Deployment/web", "web-prod");
  }

  @Test
  void workloadsTakeNamespaceLabelsAndPortsOfTheOtherCluster() {
    peers.add(seen(CART).withLabels(Map.of("app", "cart")).withPorts(ports("http", 8080)));
    peers.add(seen(WEB).withObserved(Set.of(Direction.EGRESS)));
    Elsewhere prod =
        new Elsewhere()
            .has(
                peer("k8s:prod/Deployment/cart")
                    .withLabels(Map.of("app", "cart-prod"))
                    .withPorts(ports("http", 9090)))
            .has("k8s:prod/Deployment/web", "web-prod")
            .has("k8s:prod/Deployment/other", "other");
    Rebound rebound = map("stage", "prod").link(WEB, CART, "8080/tcp", "http").to(prod);
    assertThat(links(rebound))
        .containsExactly("k8s:prod/Deployment/web -> k8s:prod/Deployment/cart 9090/tcp");
    Peer cart = rebound.graph().peer(PeerId.parse("k8s:prod/Deployment/cart"));
    assertThat(cart.labels()).containsEntry("app", "cart-prod");
    assertThat(cart.observed()).containsExactlyInAnyOrder(Direction.values());
    assertThat(cart.why()).isEqualTo("was k8s:stage/Deployment/cart; netgen.yaml: renamed");
    assertThat(rebound.graph().peer(PeerId.parse("k8s:prod/Deployment/web")).observed())
        .containsExactly(Direction.EGRESS);
    Peer other = rebound.graph().peer(PeerId.parse("k8s:prod/Deployment/other"));
    assertThat(other.observed()).isEmpty();
    assertThat(other.why()).isEmpty();
  }

  private static Map<String, Port> ports(String name, int number) {
    return Map.of(name, Port.parse(number + "/tcp"));
  }

  @Test
  void withoutAMapNamespacesAreTheSame() {
    assertThat(
            links(link(CART, WEB, "80/tcp").to(new Elsewhere().has(CART, "cart").has(WEB, "web"))))
        .containsExactly(CART + " -> " + WEB + " 80/tcp");
  }

  @Test
  void clustersInFrontOfNamesAreNotCompared() {
    Elsewhere named =
        new Elsewhere()
            .has("k8s:prod:stage/Deployment/cart", "c")
            .has("k8s:prod:stage/Deployment/web", "w");
    assertThat(
            links(
                link("k8s:old:stage/Deployment/cart", "k8s:old:stage/Deployment/web", "80/tcp")
                    .to(named)))
        .containsExactly("k8s:prod:stage/Deployment/cart -> k8s:prod:stage/Deployment/web 80/tcp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k8s:prod/StatefulSet/cart | though k8s:prod/StatefulSet/cart is; bind it by peers",
        "k8s:elsewhere/Deployment/cart | though k8s:elsewhere/Deployment/cart is; map its namespace",
        "k8s:prod/Deployment/kart | is not in the inventory; export it, or bind it by peers",
        "docker:prod/cart | is not in the inventory; export it, or bind it by peers",
      })
  void nearMissesAreToldAndNotTaken(String near, String says) {
    Elsewhere prod = new Elsewhere().has("k8s:prod/Deployment/web", "web").has(near, "cart");
    Rebound rebound = map("stage", "prod").link(WEB, CART, "80/tcp").to(prod);
    assertThat(rebound.holds()).isFalse();
    assertThat(rebound.unbound()).singleElement().asString().startsWith(CART + ": ").contains(says);
    assertThat(rebound.graph().peers()).isEmpty();
  }

  @Test
  void everyUnboundPeerIsNamed() {
    Rebound rebound =
        link(WEB, CART, "80/tcp")
            .link("unresolved:10.1.2.3", CART, "80/tcp")
            .link("node:a", CART, "80/tcp")
            .link(CART, "outside:10.9.9.9/32", "80/tcp")
            .link(CART, "docker:shop/redis", "6379/tcp")
            .at("outside:db.corp", "10.0.0.7", "192.0.2.1")
            .link(CART, "outside:db.corp", "5432/tcp")
            .to(new Elsewhere().has("k8s:prod/Deployment/x", "x"));
    assertThat(rebound.unbound())
        .extracting(line -> line.substring(0, line.indexOf(": ")))
        .containsExactly(
            "docker:shop/redis",
            CART,
            WEB,
            "node:a",
            "outside:10.9.9.9/32",
            "outside:db.corp",
            "unresolved:10.1.2.3");
    assertThat(rebound.unbound()).allMatch(line -> line.contains("; "));
  }

  @Test
  void twoNamespacesMayBecomeOneIfNoTwoPeersDo() {
    map("one", "prod").map("two", "prod");
    assertThat(
            links(link("k8s:one/Deployment/cart", "k8s:two/Deployment/web", "80/tcp").to(shop())))
        .containsExactly("k8s:prod/Deployment/cart -> k8s:prod/Deployment/web 80/tcp");
  }

  @Test
  void twoWorkloadsThatWouldBecomeOneAreRefused() {
    Rebound rebound =
        map("one", "prod")
            .map("two", "prod")
            .link("k8s:one/Deployment/web", "k8s:one/Deployment/cart", "80/tcp")
            .link("k8s:one/Deployment/web", "k8s:two/Deployment/cart", "80/tcp")
            .to(shop());
    assertThat(rebound.unbound())
        .hasSize(2)
        .allMatch(line -> line.contains("would be k8s:prod/Deployment/cart, as would k8s:"));
  }

  @Test
  void aPersonMayMakeTwoPeersOne() {
    bindings.add(binding("unresolved:10.1.2.3", "k8s:prod/Deployment/cart"));
    Rebound rebound =
        map("stage", "prod")
            .link(WEB, CART, "80/tcp")
            .link(WEB, "unresolved:10.1.2.3", "80/tcp")
            .to(shop());
    assertThat(links(rebound))
        .containsExactly("k8s:prod/Deployment/web -> k8s:prod/Deployment/cart 80/tcp");
  }

  @Test
  void aDecisionForWhatIsNotThereIsToldSo() {
    bindings.add(binding(CART, "k8s:prod/Deployment/basket"));
    assertThat(map("stage", "prod").link(WEB, CART, "80/tcp").to(shop()).unbound())
        .singleElement()
        .asString()
        .startsWith(CART + ": netgen.yaml binds it to k8s:prod/Deployment/basket");
  }

  @Test
  void observedWorkloadsWithoutLinksMustBeThereOthersNeedNot() {
    peers.add(seen("k8s:stage/Deployment/quiet"));
    peers.add(peer("k8s:stage/Deployment/debug"));
    map("stage", "prod").link(WEB, CART, "80/tcp");
    assertThat(to(shop()).unbound())
        .singleElement()
        .asString()
        .startsWith("k8s:stage/Deployment/quiet: ");
    Rebound rebound = to(shop().has("k8s:prod/Deployment/quiet", "q"));
    assertThat(rebound.unbound()).isEmpty();
    assertThat(rebound.notes())
        .containsExactly("1 peers without links that were never observed are left out");
  }

  @Test
  void aNodeIsEveryNodeWithItsAddresses() {
    Rebound rebound =
        map("stage", "prod")
            .at("node:old-1", "10.0.0.1")
            .link("node:old-1", CART, "8080/tcp")
            .link("node:old-2", CART, "8080/tcp")
            .to(shop().node("p1", "10.8.0.1", "10.244.0.1").node("p2", "10.8.0.2"));
    assertThat(links(rebound))
        .containsExactly(
            "node:p1 -> k8s:prod/Deployment/cart 8080/tcp",
            "node:p2 -> k8s:prod/Deployment/cart 8080/tcp");
    assertThat(rebound.evidence().addresses().toString())
        .isEqualTo("{node:p1=[10.8.0.1, 10.244.0.1], node:p2=[10.8.0.2]}");
    assertThat(rebound.notes()).contains("node:old-1 is any of the 2 nodes there");
  }

  @Test
  void aNodeMayBeBoundToOne() {
    bindings.add(binding("node:old", "node:p2"));
    assertThat(
            links(
                map("stage", "prod")
                    .link("node:old", CART, "8080/tcp")
                    .to(shop().node("p1", "10.8.0.1").node("p2", "10.8.0.2"))))
        .containsExactly("node:p2 -> k8s:prod/Deployment/cart 8080/tcp");
  }

  @Test
  void theApiServerHasTheEndpointsAndThePortOfTheOtherCluster() {
    String api = "k8s:default/Service/kubernetes";
    Rebound rebound =
        map("stage", "prod")
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
    assertThat(links(rebound)).containsExactly("k8s:prod/Deployment/cart -> " + api + " 8443/tcp");
    assertThat(rebound.evidence().addresses().toString()).isEqualTo("{" + api + "=[10.8.0.1]}");
    assertThat(rebound.graph().peer(PeerId.parse(api)).hostNetwork()).isTrue();
  }

  @Test
  void theApiServerIsMissedWhereNobodyTellsOfIt() {
    assertThat(
            map("stage", "prod")
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
        map("stage", "prod")
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
    assertThat(links(rebound))
        .containsExactly(
            "k8s:prod/Deployment/cart -> " + there + " 5353/tcp",
            "k8s:prod/Deployment/cart -> " + there + " 5353/udp",
            "k8s:prod/Deployment/cart -> " + there + " 9153/tcp");
  }

  @Test
  void aWorkloadsOwnDnsServerIsNoClusterResolver() {
    String there = "k8s:openshift-dns/DaemonSet/dns-default";
    Rebound rebound =
        map("stage", "prod")
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
    map("stage", "prod").link(CART, COREDNS, "53/udp", "dns");
    assertThat(to(two).unbound())
        .singleElement()
        .asString()
        .contains("by resolvers", "dns-a", "dns-b");
    resolvers.add(binding(COREDNS, "k8s:kube-system/Deployment/dns-b"));
    assertThat(links(to(two)))
        .containsExactly("k8s:prod/Deployment/cart -> k8s:kube-system/Deployment/dns-b 53/udp");
  }

  @Test
  void nodeLocalDnsThereIsForAPersonToDecide() {
    String local = "k8s:kube-system/DaemonSet/node-local-dns";
    Elsewhere prod =
        shop()
            .has(COREDNS, "dns")
            .service("kube-system/kube-dns", "10.0.0.10", "53/udp", COREDNS, "53/udp")
            .has(peer(local).withHostNetwork(true))
            .node("p1", "10.8.0.1");
    map("stage", "prod").link(CART, COREDNS, "53/udp", "dns");
    assertThat(to(prod).unbound()).singleElement().asString().contains(local, "by resolvers");
    resolvers.add(binding(COREDNS, local));
    Rebound rebound = to(prod);
    assertThat(links(rebound)).containsExactly("k8s:prod/Deployment/cart -> " + local + " 53/udp");
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
            links(
                map("stage", "prod")
                    .link(CART, "node:old", "53/udp", "dns")
                    .link(CART, "node:old", "10250/tcp", "tls")
                    .to(prod)))
        .containsExactly(
            "k8s:prod/Deployment/cart -> " + COREDNS + " 53/udp",
            "k8s:prod/Deployment/cart -> node:p1 10250/tcp");
  }

  @Test
  void aNamedPortThatIsMissingIsUnbound() {
    peers.add(peer(CART).withPorts(ports("http", 8080)));
    map("stage", "prod").link(WEB, CART, "8080/tcp");
    assertThat(to(shop()).unbound())
        .singleElement()
        .asString()
        .isEqualTo(
            CART
                + ": its port http (8080/tcp) is not declared there, by name or by number; declare"
                + " it in the pod template");
    Elsewhere byNumber = shop().has(peer("k8s:prod/Deployment/cart").withPorts(ports("web", 8080)));
    assertThat(links(to(byNumber))).singleElement().asString().endsWith(" 8080/tcp");
  }

  @Test
  void aPortWithoutANameIsTheSame() {
    peers.add(peer(CART).withPorts(ports("metrics", 9100)));
    assertThat(links(map("stage", "prod").link(WEB, CART, "8080/tcp").to(shop())))
        .containsExactly("k8s:prod/Deployment/web -> k8s:prod/Deployment/cart 8080/tcp");
  }

  @Test
  void everybodyComesOnlyWhereThatIsDeclared() {
    peers.add(peer(CART).withExposed(Set.of(Port.parse("8080/tcp"))));
    map("stage", "prod").link("outside:internet", CART, "8080/tcp");
    assertThat(to(shop()).unbound())
        .singleElement()
        .asString()
        .startsWith("outside:internet: ")
        .contains("k8s:prod/Deployment/cart 8080/tcp");
    Elsewhere open =
        shop().has(peer("k8s:prod/Deployment/cart").withExposed(Set.of(Port.parse("8080/tcp"))));
    assertThat(links(to(open)))
        .containsExactly("outside:internet -> k8s:prod/Deployment/cart 8080/tcp");
  }

  @Test
  void outsideNamesKeepPublicAddressesAndTakeThoseOfMachines() {
    at("outside:api.example.com", "198.51.100.7").at("outside:db", "10.0.0.7");
    map("stage", "prod")
        .link(CART, "outside:api.example.com", "443/tcp")
        .link(CART, "outside:db", "5432/tcp")
        .link(CART, "outside:169.254.169.254/32", "80/tcp");
    assertThat(to(shop()).unbound()).singleElement().asString().startsWith("outside:db: ");
    assertThat(to(shop().machine("db", "10.50.0.7")).evidence().addresses().toString())
        .isEqualTo("{outside:api.example.com=[198.51.100.7], outside:db=[10.50.0.7]}");
    assertThat(to(shop().machine("db", "10.0.0.0/24")).evidence().addresses().toString())
        .isEqualTo("{outside:api.example.com=[198.51.100.7], outside:db=[10.0.0.7]}");
    assertThat(to(shop().machine("db", "10.0.1.0/24")).holds()).isFalse();
  }

  @Test
  void linksThatBecomeOneHaveBothVerdicts() {
    bindings.add(binding("node:b", "node:p1"));
    links.add(
        Link.of(
            PeerId.parse("node:a"),
            PeerId.parse(CART),
            Port.parse("80/tcp"),
            Set.of("tls"),
            Encryption.ENCRYPTED,
            Set.of()));
    Rebound rebound =
        map("stage", "prod")
            .link("node:b", CART, "80/tcp", "http")
            .to(shop().node("p1", "10.8.0.1"));
    assertThat(rebound.graph().links().values())
        .singleElement()
        .satisfies(link -> assertThat(link.encryption()).isEqualTo(Encryption.MIXED))
        .satisfies(link -> assertThat(link.speaks()).containsExactly("http", "tls"));
  }
}
