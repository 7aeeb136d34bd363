package dev.netgen.generator.rebind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebindingTest {
  private static final String CART = "k8s:stage/Deployment/cart";
  private static final String WEB = "k8s:stage/Deployment/web";

  private final Staging staging = new Staging();

  static Elsewhere shop() {
    return new Elsewhere()
        .has("k8s:prod/Deployment/cart", "cart-prod")
        .has("k8s:prod/Deployment/web", "web-prod");
  }

  @Test
  void workloadsTakeNamespaceLabelsAndPortsOfTheOtherCluster() {
    staging.has(
        Staging.seen(CART).withLabels(Map.of("app", "cart")).withPorts(ports("http", 8080)));
    staging.has(Staging.seen(WEB).withObserved(Set.of(Direction.EGRESS)));
    Elsewhere prod =
        new Elsewhere()
            .has(
                Staging.peer("k8s:prod/Deployment/cart")
                    .withLabels(Map.of("app", "cart-prod"))
                    .withPorts(ports("http", 9090)))
            .has("k8s:prod/Deployment/web", "web-prod")
            .has("k8s:prod/Deployment/other", "other");
    Rebound rebound = staging.map("stage", "prod").link(WEB, CART, "8080/tcp", "http").to(prod);
    assertThat(Staging.links(rebound))
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
            Staging.links(
                staging
                    .link(CART, WEB, "80/tcp")
                    .to(new Elsewhere().has(CART, "cart").has(WEB, "web"))))
        .containsExactly(CART + " -> " + WEB + " 80/tcp");
  }

  @Test
  void clustersInFrontOfNamesAreNotCompared() {
    Elsewhere named =
        new Elsewhere()
            .has("k8s:prod:stage/Deployment/cart", "c")
            .has("k8s:prod:stage/Deployment/web", "w");
    assertThat(
            Staging.links(
                staging
                    .link("k8s:old:stage/Deployment/cart", "k8s:old:stage/Deployment/web", "80/tcp")
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
    Rebound rebound = staging.map("stage", "prod").link(WEB, CART, "80/tcp").to(prod);
    assertThat(rebound.holds()).isFalse();
    assertThat(rebound.unbound()).singleElement().asString().startsWith(CART + ": ").contains(says);
    assertThat(rebound.graph().peers()).isEmpty();
  }

  @Test
  void everyUnboundPeerIsNamed() {
    Rebound rebound =
        staging
            .link(WEB, CART, "80/tcp")
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
    staging.map("one", "prod").map("two", "prod");
    assertThat(
            Staging.links(
                staging
                    .link("k8s:one/Deployment/cart", "k8s:two/Deployment/web", "80/tcp")
                    .to(shop())))
        .containsExactly("k8s:prod/Deployment/cart -> k8s:prod/Deployment/web 80/tcp");
  }

  @Test
  void twoWorkloadsThatWouldBecomeOneAreRefused() {
    Rebound rebound =
        staging
            .map("one", "prod")
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
    staging.binds("unresolved:10.1.2.3", "k8s:prod/Deployment/cart");
    Rebound rebound =
        staging
            .map("stage", "prod")
            .link(WEB, CART, "80/tcp")
            .link(WEB, "unresolved:10.1.2.3", "80/tcp")
            .to(shop());
    assertThat(Staging.links(rebound))
        .containsExactly("k8s:prod/Deployment/web -> k8s:prod/Deployment/cart 80/tcp");
  }

  @Test
  void aDecisionForWhatIsNotThereIsToldSo() {
    staging.binds(CART, "k8s:prod/Deployment/basket");
    assertThat(staging.map("stage", "prod").link(WEB, CART, "80/tcp").to(shop()).unbound())
        .singleElement()
        .asString()
        .startsWith(CART + ": netgen.yaml binds it to k8s:prod/Deployment/basket");
  }

  @Test
  void observedWorkloadsWithoutLinksMustBeThereOthersNeedNot() {
    staging.has(Staging.seen("k8s:stage/Deployment/quiet"));
    staging.has(Staging.peer("k8s:stage/Deployment/debug"));
    staging.map("stage", "prod").link(WEB, CART, "80/tcp");
    assertThat(staging.to(shop()).unbound())
        .singleElement()
        .asString()
        .startsWith("k8s:stage/Deployment/quiet: ");
    Rebound rebound = staging.to(shop().has("k8s:prod/Deployment/quiet", "q"));
    assertThat(rebound.unbound()).isEmpty();
    assertThat(rebound.notes())
        .containsExactly("1 peers without links that were never observed are left out");
  }

  @Test
  void aNodeIsEveryNodeWithItsAddresses() {
    Rebound rebound =
        staging
            .map("stage", "prod")
            .at("node:old-1", "10.0.0.1")
            .link("node:old-1", CART, "8080/tcp")
            .link("node:old-2", CART, "8080/tcp")
            .to(shop().node("p1", "10.8.0.1", "10.244.0.1").node("p2", "10.8.0.2"));
    assertThat(Staging.links(rebound))
        .containsExactly(
            "node:p1 -> k8s:prod/Deployment/cart 8080/tcp",
            "node:p2 -> k8s:prod/Deployment/cart 8080/tcp");
    assertThat(rebound.evidence().addresses().toString())
        .isEqualTo("{node:p1=[10.8.0.1, 10.244.0.1], node:p2=[10.8.0.2]}");
    assertThat(rebound.notes()).contains("node:old-1 is any of the 2 nodes there");
  }

  @Test
  void aNodeMayBeBoundToOne() {
    staging.binds("node:old", "node:p2");
    assertThat(
            Staging.links(
                staging
                    .map("stage", "prod")
                    .link("node:old", CART, "8080/tcp")
                    .to(shop().node("p1", "10.8.0.1").node("p2", "10.8.0.2"))))
        .containsExactly("node:p2 -> k8s:prod/Deployment/cart 8080/tcp");
  }

  @Test
  void aNamedPortThatIsMissingIsUnbound() {
    staging.has(Staging.peer(CART).withPorts(ports("http", 8080)));
    staging.map("stage", "prod").link(WEB, CART, "8080/tcp");
    assertThat(staging.to(shop()).unbound())
        .singleElement()
        .asString()
        .isEqualTo(
            CART
                + ": its port http (8080/tcp) is not declared there, by name or by number; declare"
                + " it in the pod template");
    Elsewhere byNumber =
        shop().has(Staging.peer("k8s:prod/Deployment/cart").withPorts(ports("web", 8080)));
    assertThat(Staging.links(staging.to(byNumber)))
        .singleElement()
        .asString()
        .endsWith(" 8080/tcp");
  }

  @Test
  void aPortWithoutANameIsTheSame() {
    staging.has(Staging.peer(CART).withPorts(ports("metrics", 9100)));
    assertThat(Staging.links(staging.map("stage", "prod").link(WEB, CART, "8080/tcp").to(shop())))
        .containsExactly("k8s:prod/Deployment/web -> k8s:prod/Deployment/cart 8080/tcp");
  }

  @Test
  void everybodyComesOnlyWhereThatIsDeclared() {
    staging.has(Staging.peer(CART).withExposed(Set.of(Port.parse("8080/tcp"))));
    staging.map("stage", "prod").link("outside:internet", CART, "8080/tcp");
    assertThat(staging.to(shop()).unbound())
        .singleElement()
        .asString()
        .startsWith("outside:internet: ")
        .contains("k8s:prod/Deployment/cart 8080/tcp");
    Elsewhere open =
        shop()
            .has(
                Staging.peer("k8s:prod/Deployment/cart")
                    .withExposed(Set.of(Port.parse("8080/tcp"))));
    assertThat(Staging.links(staging.to(open)))
        .containsExactly("outside:internet -> k8s:prod/Deployment/cart 8080/tcp");
  }

  @Test
  void outsideNamesKeepPublicAddressesAndTakeThoseOfMachines() {
    staging.at("outside:api.example.com", "198.51.100.7").at("outside:db", "10.0.0.7");
    staging
        .map("stage", "prod")
        .link(CART, "outside:api.example.com", "443/tcp")
        .link(CART, "outside:db", "5432/tcp")
        .link(CART, "outside:169.254.169.254/32", "80/tcp");
    assertThat(staging.to(shop()).unbound()).singleElement().asString().startsWith("outside:db: ");
    assertThat(staging.to(shop().machine("db", "10.50.0.7")).evidence().addresses().toString())
        .isEqualTo("{outside:api.example.com=[198.51.100.7], outside:db=[10.50.0.7]}");
    assertThat(staging.to(shop().machine("db", "10.0.0.0/24")).evidence().addresses().toString())
        .isEqualTo("{outside:api.example.com=[198.51.100.7], outside:db=[10.0.0.7]}");
    assertThat(staging.to(shop().machine("db", "10.0.1.0/24")).holds()).isFalse();
  }

  @Test
  void linksThatBecomeOneHaveBothVerdicts() {
    staging.binds("node:b", "node:p1");
    staging.add(
        Link.of(
            PeerId.parse("node:a"),
            PeerId.parse(CART),
            Port.parse("80/tcp"),
            Set.of("tls"),
            Encryption.ENCRYPTED,
            Set.of()));
    Rebound rebound =
        staging
            .map("stage", "prod")
            .link("node:b", CART, "80/tcp", "http")
            .to(shop().node("p1", "10.8.0.1"));
    assertThat(rebound.graph().links().values())
        .singleElement()
        .satisfies(link -> assertThat(link.encryption()).isEqualTo(Encryption.MIXED))
        .satisfies(link -> assertThat(link.speaks()).containsExactly("http", "tls"));
  }
}
