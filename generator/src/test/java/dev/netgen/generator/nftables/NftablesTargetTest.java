package dev.netgen.generator.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.Generators;
import dev.netgen.generator.Golden;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.docker.ComposeTarget;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Target;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.JoinProof;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.EngineProfile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NftablesTargetTest {
  private static final EngineProfile ENGINE =
      new EngineProfile("20.10.24", "true", "false", "true", "iptables", "false");

  private static GraphSketch shopSketch() {
    GraphSketch sketch = new GraphSketch();
    for (String service : List.of("gateway", "backend", "redis", "Odd-Name.1")) {
      sketch.service("docker:shop/" + service, "shop_default");
    }
    return sketch
        .link("outside:internet", "docker:shop/gateway", "443/tcp", "tls")
        .link("outside:198.51.100.0/24", "docker:shop/gateway", "8443/tcp", "tls")
        .link("node:docker-host", "docker:shop/gateway", "9000/tcp")
        .link("docker:shop/gateway", "docker:shop/backend", "8080/tcp", "http")
        .link("docker:shop/backend", "docker:shop/redis", "6379/tcp", "redis")
        .link("docker:shop/backend", "docker:shop/backend", "7946/udp")
        .link("docker:shop/backend", "outside:payments.example.com", "443/tcp", "tls")
        .link("docker:shop/backend", "outside:192.0.2.53/32", "53/udp", "dns")
        .link("docker:shop/backend", "outside:2001:db8::/32", "5000/udp")
        .link("docker:shop/Odd-Name.1", "node:docker-host", "5514/udp", "syslog")
        .link("docker:shop/Odd-Name.1", "docker:shop/redis", "6379/tcp", "redis");
  }

  static GenerationRequest request(GraphSketch sketch) {
    return sketch.request().withEngine(EngineFacts.of(ENGINE));
  }

  private static Emission emit(GraphSketch sketch) {
    return new NftablesTarget().emit(request(sketch));
  }

  private static String rules(GraphSketch sketch) {
    return text(emit(sketch), "nftables/shop.nft");
  }

  private static String text(Emission emission, String path) {
    return emission.files().stream()
        .filter(file -> file.path().equals(path))
        .map(GeneratedFile::content)
        .findFirst()
        .orElseThrow();
  }

  private static TargetResult prove(GenerationRequest request) {
    return Generators.all().generate(request, List.of("nftables")).targets().get(0);
  }

  @Test
  void shop() {
    Golden.check("nftables-shop", emit(shopSketch()));
  }

  @Test
  void everyLinkIsProvedAndWhatElsePassesIsListed() {
    TargetResult result = prove(request(shopSketch()));
    assertThat(result.proof().holds()).isTrue();
    assertThat(result.proof().allowed()).hasSize(11);
    assertThat(
            result.proof().granted().stream().map(g -> g.from() + " " + g.to() + " " + g.ports()))
        .containsExactly(
            "docker:shop/backend 192.0.2.53 53/tcp",
            "docker:shop/backend any public address 443/tcp");
  }

  @Test
  void containersWithoutAProjectGetNoRulesAndAreTold() {
    GraphSketch bare =
        new GraphSketch()
            .service("docker:a")
            .service("docker:b")
            .link("docker:a", "docker:b", "1/tcp");
    assertThatThrownBy(() -> prove(request(bare)))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(
            "no rules are made for containers that run without Compose: -t nftables; ");
    assertThat(emit(shopSketch().service("docker:loner")).notes().toString())
        .contains("no rules are made for docker:loner, which is not of this project");
    GraphSketch pods = new GraphSketch().workload("k8s:a/Deployment/b");
    assertThatThrownBy(() -> prove(request(pods))).hasMessageContaining("fits no peer");
  }

  /** The file alone tells whose namespace a service is in: graphs need not. */
  @Test
  void guestsAreTheirOwnersAndServicesOnTheHostAreTheHost() {
    GraphSketch sketch = shopSketch();
    for (String each : List.of("sidecar", "agent", "probe")) {
      sketch.service("docker:shop/" + each, "shop_default");
    }
    TargetResult result =
        prove(
            request(
                sketch
                    .link("docker:shop/sidecar", "docker:shop/redis", "6379/tcp")
                    .link("docker:shop/gateway", "docker:shop/sidecar", "9901/tcp")
                    .link("docker:shop/sidecar", "docker:shop/backend", "1/tcp")
                    .link("docker:shop/sidecar", "docker:shop/agent", "53/udp", "dns")
                    .link("docker:shop/agent", "docker:shop/redis", "9121/tcp")
                    .link("docker:shop/agent", "docker:shop/probe", "9100/tcp")
                    .link("docker:shop/agent", "outside:x.example", "443/tcp")
                    .compose(
                        """
                        services:
                          gateway: {image: a, ports: ["443:443", "8443:8443", "9000:9000"]}
                          backend: {image: a}
                          redis: {image: a, ports: ["9121:9121"]}
                          Odd-Name.1: {image: a}
                          sidecar: {image: a, network_mode: "service:backend"}
                          agent: {image: a, network_mode: host}
                          probe: {image: a, network_mode: host}
                        """)));
    assertThat(result.proof().denied()).isEmpty();
    assertThat(result.proof().allowed()).hasSize(18);
    assertThat(result.proof().granted().toString())
        .contains("docker:shop/backend", "53/tcp")
        .doesNotContain("sidecar", "agent", "probe");
    String rules =
        result.files().stream()
            .filter(file -> file.path().equals("nftables/shop.nft"))
            .map(GeneratedFile::content)
            .findFirst()
            .orElseThrow();
    assertThat(rules).doesNotContain("set s_sidecar", "set s_agent");
  }

  @ParameterizedTest
  @CsvSource({
    "false, iptables, bridge-nf-call-iptables is off",
    "unknown, iptables, bridge-nf-call-iptables is not known",
    "true, unknown, the firewall backend is not known"
  })
  void refusesAnEngineThatCannotHoldThem(String bridgeNf, String backend, String why) {
    EngineFacts facts =
        EngineFacts.of(new EngineProfile("20.10.24", "true", "false", bridgeNf, backend, "false"));
    GenerationRequest request = shopSketch().request().withEngine(facts);
    assertThatThrownBy(() -> new NftablesTarget().emit(request))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(why);
  }

  @Test
  void checkingDiffersInTheVerdictAlone() {
    Emission emission = emit(shopSketch());
    String check = text(emission, "nftables/shop.check.nft");
    assertThat(check).doesNotContain("drop\n");
    assertThat(check.replaceAll("(counter name refused_\\w+) accept", "$1 drop").lines().skip(3))
        .containsExactlyElementsOf(text(emission, "nftables/shop.nft").lines().skip(3).toList());
  }

  @Test
  void theDescriptionReadsBack() {
    RuleSet read =
        RuleSetYaml.parse(text(emit(shopSketch()), "nftables/shop.enforce.yaml"), "x.yaml");
    assertThat(read.table()).isEqualTo("netgen_shop");
    assertThat(read.services().keySet())
        .containsExactly("Odd-Name.1", "backend", "gateway", "redis");
    String rules = rules(shopSketch());
    read.services()
        .values()
        .forEach(sets -> assertThat(rules).contains("set " + sets.v4() + " {", "set " + sets.v6()));
    read.bridges().forEach(bridge -> assertThat(rules).contains('"' + bridge + '"'));
  }

  @Test
  void aNameSeenAtPrivateAddressesAloneKeepsThose() {
    GraphSketch sketch = shopSketch().addresses("outside:payments.example.com", "10.1.2.3");
    assertThat(rules(sketch)).contains("ip daddr 10.1.2.3 tcp dport 443 accept");
    assertThat(prove(request(sketch)).proof().holds()).isTrue();
    sketch.addresses("outside:payments.example.com", "10.1.2.3", "203.0.113.8");
    assertThat(rules(sketch)).contains("ip daddr != @closed4 tcp dport 443 accept");
  }

  @Test
  void noResolverIsGuessed() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .link("docker:shop/web", "outside:example.com", "443/tcp");
    assertThat(rules(sketch)).doesNotContain("dport 53");
    assertThat(emit(sketch).notes().toString()).contains("was not seen asking any resolver");
    DockerSettings named =
        DockerSettings.DEFAULT.withResolvers(List.of(Cidr.parse("192.0.2.1/32")));
    Emission told = new NftablesTarget().emit(request(sketch).withDocker(named));
    assertThat(text(told, "nftables/shop.nft"))
        .contains(
            "ip daddr 192.0.2.1 udp dport 53 accept", "ip daddr 192.0.2.1 tcp dport 53 accept");
  }

  @Test
  void whatWasNotObservedStaysOpenInThatDirection() {
    GraphSketch sketch = shopSketch().observed("docker:shop/redis", Direction.INGRESS);
    Emission emission = emit(sketch);
    assertThat(emission.silent().toString()).isEqualTo("[docker:shop/redis]");
    assertThat(emission.notes().toString())
        .contains("service redis was not observed (outgoing): there it stays open to the outside")
        .doesNotContain("service web was not observed");
    assertThat(text(emission, "nftables/shop.nft"))
        .contains("chain out_redis {", "chain up_redis {")
        .doesNotContain("chain in_redis {");
    sketch.observed("docker:shop/redis");
    assertThat(emit(sketch).notes().toString())
        .contains("service redis was not observed (both directions)");
    assertThat(rules(sketch)).contains("chain in_redis {", "ip saddr @s_redis_4 accept comment");
    sketch.consent("docker:shop/redis", Direction.EGRESS, Direction.INGRESS);
    assertThat(emit(sketch).silent()).isEmpty();
    assertThat(emit(sketch).notes().toString()).doesNotContain("was not observed");
    assertThat(rules(sketch)).doesNotContain("_redis {\n    accept");
  }

  @Test
  void hostileNamesStayInComments() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .link("docker:shop/web", "outside:a}table_x{;$(id)", "443/tcp");
    assertThat(rules(sketch).lines().filter(line -> line.contains("table_x")))
        .allMatch(line -> line.strip().startsWith("#") || line.contains("comment \""));
  }

  @Test
  void aPublishedPortThatAContainerCalledIsTold() {
    GraphSketch sketch =
        shopSketch()
            .called("docker:shop/gateway", "docker:shop/backend", "8080/tcp", "192.0.2.1 80/tcp");
    assertThat(emit(sketch).notes().toString()).contains("called 192.0.2.1 80/tcp of the host");
    assertThat(emit(shopSketch()).notes().toString()).doesNotContain("of the host: through");
  }

  @Test
  void aClientWithIpv6OfAServiceWithoutCameThroughTheProxy() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .link("outside:2001:db8::/32", "docker:shop/web", "80/tcp");
    assertThat(rules(sketch)).contains("chain down_web {");
    sketch.link("outside:192.0.2.0/24", "docker:shop/web", "81/tcp");
    assertThat(rules(sketch)).doesNotContain("tcp dport 81 accept comment \"node");
    assertThat(prove(request(sketch)).proof().granted()).hasSize(1);
  }

  @Test
  void clientsThroughTheProxyComeFromTheHost() {
    assertThat(rules(shopSketch())).contains("chain down_gateway {").doesNotContain("down_redis");
  }

  /** Also where the connection to the host was seen, and its client is known. */
  @Test
  void clientsThatDockerProxyWasSeenToRelayComeFromTheHost() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .link("outside:internet", "docker:shop/web", "80/tcp");
    assertThat(rules(sketch)).doesNotContain("chain down_web {");
    sketch.fact(
        "outside:internet", "docker:shop/web", "80/tcp", JoinProof.FACT, JoinProof.DOCKER_PROXY);
    assertThat(rules(sketch)).contains("chain down_web {");
  }

  @Test
  void aDynamicNameOfANodeNeedsItsAddress() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .link("node:build", "docker:shop/web", "80/tcp");
    assertThatThrownBy(() -> rules(sketch)).hasMessageContaining("no address is known of");
    assertThat(rules(sketch.addresses("node:build", "192.0.2.7")))
        .contains("ip saddr 192.0.2.7 tcp dport 80 accept");
  }

  @Test
  void aServiceOnTheHostsNetworkIsTheHost() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .service("docker:shop/agent")
            .onHost("docker:shop/agent")
            .link("docker:shop/web", "docker:shop/agent", "8125/udp");
    assertThat(rules(sketch))
        .contains("chain up_web {", "udp dport 8125 accept")
        .doesNotContain("chain to_agent");
    assertThat(emit(sketch).notes().toString()).contains("no rule tells it from the host");
    assertThat(prove(request(sketch)).proof().holds()).isTrue();
  }

  @Test
  void fixedAddressesAreThoseOfTheComposeFile() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .service("docker:shop/db")
            .link("docker:shop/web", "docker:shop/db", "80/tcp");
    GenerationRequest request =
        request(sketch).withDocker(DockerSettings.DEFAULT.withFixedAddresses(true));
    String compose = text(new ComposeTarget().emit(request), "compose/networks.netgen.yaml");
    Matcher fixed = Pattern.compile("ipv4_address: \"(\\S+)\"").matcher(compose);
    String rules = text(new NftablesTarget().emit(request), "nftables/shop.nft");
    assertThat(fixed.find()).isTrue();
    assertThat(rules)
        .contains("set s_db_4 {\n    type ipv4_addr\n    elements = { " + fixed.group(1) + " }")
        .containsPattern("set here4 \\{\n.*\n    elements = \\{ \"ng-\\w+\" . " + fixed.group(1));
    assertThat(prove(request).proof().holds()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void fixedAddressesAreRefusedWithSeveralContainersOfAService(boolean declared) {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .service("docker:shop/db")
            .link("docker:shop/web", "docker:shop/db", "80/tcp");
    if (declared) {
      sketch.compose("services: {web: {image: w, deploy: {replicas: 2}}, db: {image: d}}\n");
    } else {
      sketch.link("docker:shop/web", "docker:shop/web", "7946/tcp");
    }
    GenerationRequest request =
        request(sketch).withDocker(DockerSettings.DEFAULT.withFixedAddresses(true));
    for (Target target : List.of(new NftablesTarget(), new ComposeTarget())) {
      assertThatThrownBy(() -> target.emit(request))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("service web has several containers");
    }
  }

  /** It keeps the reach its replicas would have, and has one container all the same. */
  @Test
  void fixedAddressesSuitAServiceNobodyObserved() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .service("docker:shop/db")
            .link("docker:shop/web", "docker:shop/db", "80/tcp")
            .compose("services: {web: {image: w}, db: {image: d}, idle: {image: i}}\n");
    GenerationRequest request =
        request(sketch).withDocker(DockerSettings.DEFAULT.withFixedAddresses(true));
    String compose = new ComposeTarget().emit(request).files().get(0).content();
    assertThat(compose).contains("ipv4_address").contains("among its replicas");
    assertThat(new NftablesTarget().emit(request).files()).isNotEmpty();
  }

  @Test
  void proofFailsWhereARuleIsMissing() {
    Emission emission = emit(shopSketch());
    List<GeneratedFile> less =
        emission.files().stream()
            .map(
                file ->
                    new GeneratedFile(
                        file.path(),
                        file.content()
                            .replaceAll(
                                "(?m)^.*ip6? saddr @s_gateway_[46] tcp dport 8080.*\n", "")))
            .toList();
    var proof =
        new dev.netgen.generator.verify.NftablesVerifier()
            .prove(request(shopSketch()), com.google.common.collect.ImmutableList.copyOf(less));
    assertThat(proof.denied().toString()).contains("docker:shop/gateway").hasSizeGreaterThan(10);
    assertThat(proof.denied()).hasSize(1);
  }
}
