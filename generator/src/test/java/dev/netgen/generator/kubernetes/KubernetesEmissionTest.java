package dev.netgen.generator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.verify.KubernetesVerifier;
import dev.netgen.model.format.LinkDigest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.proof.Proof;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for one thing each, and what is not. */
class KubernetesEmissionTest {
  private static final String A = "k8s:shop/Deployment/a";
  private static final String B = "k8s:shop/Deployment/b";
  private static final String C = "k8s:shop/Deployment/c";
  private static final String API = "k8s:default/Service/kubernetes";
  private static final String DNS = "k8s:kube-system/Deployment/coredns";

  private static GraphSketch two() {
    return new GraphSketch().workload(A, "app=a").workload(B, "app=b");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          named                        | http=8080/tcp               | 8080/tcp | -                      | http
          of two names the first       | web=8080/tcp http=8080/tcp  | 8080/tcp | -                      | http
          another number               | http=8081/tcp               | 8080/tcp | -                      | 8080
          another transport            | http=8080/udp               | 8080/tcp | -                      | 8080
          no name                      | -                           | 8080/tcp | -                      | 8080
          the twin agrees              | http=8080/tcp               | 8080/tcp | http=8080/tcp          | http
          the twin means another       | http=8080/tcp               | 8080/tcp | http=9090/tcp          | 8080
          the twin has no such name    | http=8080/tcp               | 8080/tcp | web=8080/tcp           | 8080
          both agree on the second     | a=8080/tcp web=8080/tcp     | 8080/tcp | web=8080/tcp a=1/tcp   | web
          a name no API accepts        | HTTP=8080/tcp               | 8080/tcp | -                      | 8080
          as long as can be            | abcdefghijklmno=8080/tcp    | 8080/tcp | -                      | abcdefghijklmno
          too long a name              | abcdefghijklmnop=8080/tcp   | 8080/tcp | -                      | 8080
          digits alone are a number    | 80=8080/tcp                 | 8080/tcp | -                      | 8080
          two hyphens                  | a--b=8080/tcp               | 8080/tcp | -                      | 8080
          UDP                          | dns=53/udp                  | 53/udp   | -                      | dns
          SCTP                         | diameter=3868/sctp          | 3868/sctp| -                      | diameter
          """)
  void portsAreNamedWhereAllPodsAgree(
      String name, String ports, String port, String twin, String written) {
    GraphSketch sketch = two().link(A, B, port);
    if (ports != null) {
      sketch.ports(B, ports.split(" ", -1));
    }
    if (twin != null) {
      sketch.workload(C, "app=b").ports(C, twin.split(" ", -1)).link(A, C, port);
    }
    Emission emission = proved(sketch);
    assertThat(ports(emission, "deployment-a", Direction.EGRESS)).contains(written);
    assertThat(ports(emission, "deployment-b", Direction.INGRESS)).contains(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"80/tcp", "53/udp", "3868/sctp"})
  void everyTransportOnBothSides(String port) {
    Emission emission = proved(two().link(A, B, port));
    String transport = port.substring(port.indexOf('/') + 1).toUpperCase(java.util.Locale.ROOT);
    assertThat(text(emission, "deployment-a")).contains("protocol: " + transport);
    assertThat(text(emission, "deployment-b")).contains("protocol: " + transport);
    assertThat(text(emission)).doesNotContain("endPort");
  }

  @Test
  void addressesOfBothFamiliesAreSingle() {
    Emission emission =
        proved(
            two()
                .link(A, "outside:api.example.com", "443/tcp")
                .addresses("outside:api.example.com", "2001:db8::7", "198.51.100.7"));
    assertThat(text(emission, "deployment-a"))
        .contains("cidr: \"198.51.100.7/32\"", "cidr: \"2001:db8::7/128\"")
        .doesNotContain("/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "calico", "cilium", "ovn", "kube-router"})
  void behindTheTranslationAServiceAddressIsNoRule(String enforcer) {
    Emission emission = proved(service().enforcer(enforcer));
    assertThat(text(emission)).doesNotContain("10.96").doesNotContain("port: 80\n");
  }

  @Test
  void inFrontOfTheTranslationTheServiceAddressIsARuleOfItsOwn() {
    Emission emission = emit(service().enforcer("aws"));
    String policy = text(emission, "deployment-a");
    assertThat(policy)
        .contains("cidr: \"10.96.0.20/32\"")
        .contains("cidr: \"fd00:96::20/128\"")
        .contains("whose address aws sees instead of the pods'");
    assertThat(rules(emission, "deployment-a", Direction.EGRESS))
        .containsExactly("app=b: 8080/TCP", "10.96.0.20/32: 80/TCP", "fd00:96::20/128: 80/TCP");
    assertThat(emission.notes())
        .extracting(Note::text)
        .anyMatch(text -> text.contains("at port 80 of a Service: aws asks for the same number"));
  }

  @Test
  void noServiceAddressIsGuessed() {
    Emission emission = emit(two().link(A, B, "8080/tcp").enforcer("aws"));
    assertThat(rules(emission, "deployment-a", Direction.EGRESS))
        .containsExactly("app=b: 8080/TCP");
  }

  private static GraphSketch service() {
    return two()
        .link(A, B, "8080/tcp")
        .called(A, B, "8080/tcp", "10.96.0.20 80/tcp", "fd00:96::20 80/tcp");
  }

  @Test
  void theApiServerByItsEndpointsAndWhereSeenByItsService() {
    GraphSketch sketch =
        two()
            .peer(new GraphSketch().onHost(API).get(API))
            .link(A, API, "6443/tcp")
            .addresses(API, "172.18.0.2", "172.18.0.3")
            .called(A, API, "6443/tcp", "10.96.0.1 443/tcp", "172.18.0.2 6443/tcp");
    assertThat(rules(proved(sketch), "deployment-a", Direction.EGRESS))
        .containsExactly("172.18.0.2/32 172.18.0.3/32: 6443/TCP");
    assertThat(rules(emit(sketch.enforcer("aws")), "deployment-a", Direction.EGRESS))
        .containsExactly("172.18.0.2/32 172.18.0.3/32: 6443/TCP", "10.96.0.1/32: 443/TCP");
  }

  /** What no rule can name is not cut: the workload is left open in that direction, and named. */
  @ParameterizedTest
  @CsvSource({
    API + ", egress, entities (kube-apiserver)",
    "node:n1, egress, entities (host and remote-node)",
    "node:n1, ingress, entities (host and remote-node)",
    "k8s:ops/DaemonSet/exporter, egress, entities (host and remote-node)"
  })
  void nodesHaveNoNameForCilium(String peer, String word, String says) {
    Direction direction = Direction.parse(word);
    GraphSketch sketch = two().link(A, B, "80/tcp").addresses(peer, "172.18.0.2");
    sketch = peer.startsWith("k8s") ? sketch.onHost(peer) : sketch;
    sketch =
        direction == Direction.EGRESS
            ? sketch.link(A, peer, "9100/tcp")
            : sketch.link(peer, A, "9100/tcp");
    Emission generic = proved(sketch);
    assertThat(text(generic, "deployment-a")).contains("172.18.0.2/32");
    Emission cilium = proved(sketch.enforcer("cilium"));
    assertThat(text(cilium)).doesNotContain("172.18.0.2");
    assertThat(policy(cilium, "deployment-a").orElseThrow().getSpec().getPolicyTypes())
        .containsExactly(direction == Direction.EGRESS ? "Ingress" : "Egress");
    assertThat(policy(cilium, "default-deny").orElseThrow().getSpec().getPolicyTypes())
        .containsExactly(direction == Direction.EGRESS ? "Ingress" : "Egress");
    assertThat(cilium.silent()).containsExactly(PeerId.parse(A));
    assertThat(cilium.notes()).extracting(Note::text).anyMatch(text -> text.contains(says));
  }

  @Test
  void ciliumNamesTheWorldByAddress() {
    Emission emission =
        proved(two().link(A, "outside:169.254.169.254/32", "80/tcp").enforcer("cilium"));
    assertThat(text(emission, "deployment-a"))
        .contains("cidr: \"169.254.169.254/32\"", "instance metadata");
    assertThat(emission.silent()).isEmpty();
  }

  @Test
  void theResolverOfTheNodeMayAnswerAtTheAddressOfTheClusters() {
    GraphSketch sketch =
        two()
            .workload(DNS, "k8s-app=kube-dns")
            .link(A, DNS, "53/udp", "dns")
            .called(A, DNS, "53/udp", "10.96.0.10 53/udp");
    assertThat(rules(proved(sketch), "deployment-a", Direction.EGRESS))
        .containsExactly("kube-system k8s-app=kube-dns: 53/TCP 53/UDP");
    sketch.onHost("k8s:kube-system/DaemonSet/node-local-dns");
    assertThat(rules(emit(sketch), "deployment-a", Direction.EGRESS))
        .containsExactly(
            "kube-system k8s-app=kube-dns: 53/TCP 53/UDP", "10.96.0.10/32: 53/TCP 53/UDP");
    assertThat(text(emit(sketch), "deployment-a").split("do not fit a datagram", -1)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "53/udp, dns, 53/TCP 53/UDP",
    "5353/udp, dns, 5353/TCP 5353/UDP",
    "53/tcp, dns, 53/TCP",
    "5353/udp, mdns, 5353/UDP"
  })
  void namesAreAskedForOverTcpToo(String port, String speaks, String written) {
    Emission emission = proved(two().link(A, B, port, speaks));
    assertThat(rules(emission, "deployment-a", Direction.EGRESS))
        .containsExactly("app=b: " + written);
  }

  @Test
  void othersAreLeftOutByExpressionsOnBothSides() {
    GraphSketch sketch =
        new GraphSketch()
            .workload(A, "app=web")
            .workload(B, "app=web", "track=canary")
            .workload(C, "app=c")
            .link(C, A, "80/tcp")
            .link(C, B, "81/tcp");
    Emission emission = proved(sketch);
    assertThat(text(emission, "deployment-a"))
        .contains("matchExpressions:", "operator: NotIn", "- \"canary\"");
    assertThat(text(emission, "deployment-b")).doesNotContain("matchExpressions");
    assertThat(rules(emission, "deployment-c", Direction.EGRESS))
        .containsExactly("app=web !track=[canary]: 80/TCP", "app=web track=canary: 81/TCP");
    Proof proof = prove(sketch, emission);
    assertThat(proof.granted()).isEmpty();
  }

  @Test
  void eachRuleNamesItsLinksDigest() {
    GraphSketch sketch = two().link(A, B, "80/tcp");
    String digest = LinkDigest.of(sketch.graph().links().values().iterator().next());
    for (String file : List.of("deployment-a", "deployment-b")) {
      assertThat(text(proved(sketch), file))
          .contains("# evidence " + digest + ": " + A + " -> " + B + " 80/tcp");
    }
  }

  @Test
  void aBarePodIsNotIsolatedByEverybody() {
    String pod = "k8s:shop/Pod/debug";
    GraphSketch sketch = two().workload(pod, "app=debug").link(A, B, "80/tcp");
    assertThat(emit(sketch).notes()).extracting(Note::text).noneMatch(t -> t.contains("owner"));
    assertThat(emit(sketch.enforcer("aws")).notes())
        .contains(Note.attention(pod + " is a pod without owner: aws does not isolate it"));
  }

  @Test
  void whatNothingDeclaresIsSaid() {
    GraphSketch sketch = two().link("outside:internet", A, "80/tcp");
    assertThat(emit(sketch).notes())
        .contains(
            Note.attention(
                "outside:internet -> "
                    + A
                    + " 80/tcp is allowed to everybody, though nothing declares the port"));
    sketch.peer(
        sketch
            .get(A)
            .withExposed(
                com.google.common.collect.ImmutableSet.of(
                    dev.netgen.model.net.Port.parse("80/tcp"))));
    assertThat(proved(sketch).notes()).isEmpty();
  }

  static Emission emit(GraphSketch sketch) {
    return new KubernetesTarget().emit(sketch.request());
  }

  /** The emission, of which the evaluator says that it denies nothing observed. */
  static Emission proved(GraphSketch sketch) {
    Emission emission = emit(sketch);
    Proof proof = prove(sketch, emission);
    assertThat(proof.denied()).isEmpty();
    assertThat(proof.unjudged()).isEmpty();
    return emission;
  }

  private static Proof prove(GraphSketch sketch, Emission emission) {
    return new KubernetesVerifier().prove(sketch.request(), emission.files());
  }

  static String text(Emission emission) {
    return String.join("", emission.files().stream().map(GeneratedFile::content).toList());
  }

  static String text(Emission emission, String name) {
    return emission.files().stream()
        .filter(file -> file.path().endsWith("/" + name + ".yaml"))
        .map(GeneratedFile::content)
        .findFirst()
        .orElse("");
  }

  static Optional<NetworkPolicy> policy(Emission emission, String name) {
    return emission.files().stream()
        .filter(file -> file.path().endsWith("/" + name + ".yaml"))
        .map(StrictPolicyReader::read)
        .findFirst();
  }

  private static List<String> ports(Emission emission, String name, Direction direction) {
    NetworkPolicy policy = policy(emission, name).orElseThrow();
    List<NetworkPolicyPort> ports =
        direction == Direction.EGRESS
            ? policy.getSpec().getEgress().stream().flatMap(r -> r.getPorts().stream()).toList()
            : policy.getSpec().getIngress().stream().flatMap(r -> r.getPorts().stream()).toList();
    return ports.stream().map(port -> String.valueOf(port.getPort().getValue())).toList();
  }

  /** Each rule in a line: who, and the ports. */
  static List<String> rules(Emission emission, String name, Direction direction) {
    NetworkPolicy policy = policy(emission, name).orElseThrow();
    return direction == Direction.EGRESS
        ? policy.getSpec().getEgress().stream().map(KubernetesEmissionTest::line).toList()
        : policy.getSpec().getIngress().stream().map(KubernetesEmissionTest::line).toList();
  }

  private static String line(NetworkPolicyEgressRule rule) {
    return RuleLine.of(rule.getTo(), rule.getPorts());
  }

  private static String line(NetworkPolicyIngressRule rule) {
    return RuleLine.of(rule.getFrom(), rule.getPorts());
  }
}
