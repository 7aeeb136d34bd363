package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.enforcer.NamedPorts;
import dev.netgen.model.enforcer.Naming;
import dev.netgen.model.enforcer.ServiceView;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Verification;
import dev.netgen.model.proof.Verification.Unobserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of given policies besides the proof. */
class PolicyVerificationTest {
  private static final String WEB = "k8s:shop/Deployment/web";
  private static final String API = "k8s:shop/Deployment/api";
  private static final LinkKey LINK =
      new LinkKey(PeerId.parse(WEB), PeerId.parse(API), Port.parse("80/tcp"));

  @TempDir private Path folder;

  private static GraphSketch sketch() {
    return new GraphSketch()
        .workload(WEB, "app=web")
        .workload(API, "app=api")
        .ports(API, "http=80/tcp", "admin=81/tcp")
        .link(WEB, API, "80/tcp");
  }

  private GivenPolicies given(String... specs) throws IOException {
    if (specs.length == 0) {
      return GivenPolicies.none();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < specs.length; i++) {
      text.append("---\n").append(policy("p" + i, specs[i])).append('\n');
    }
    GivenPolicies given =
        GivenPolicies.read(List.of(Files.writeString(folder.resolve("p.yaml"), text)));
    assertThat(given.broken()).isEmpty();
    return given;
  }

  private static String policy(String name, String spec) {
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop,"
        + (" name: " + name + "}, spec: " + spec + "}");
  }

  private Verification verify(GenerationRequest request, String... specs) throws IOException {
    return new PolicyVerification(request, given(specs)).verify(Optional.empty());
  }

  @Test
  void whoIsOpenAndInWhichDirections() throws IOException {
    Verification none = verify(sketch().request());
    assertThat(none.open())
        .extracting(Object::toString)
        .containsExactly(
            "Open[workload=" + API + ", directions=[EGRESS, INGRESS]]",
            "Open[workload=" + WEB + ", directions=[EGRESS, INGRESS]]");
    Verification some =
        verify(
            sketch().request(),
            "{podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress, Egress], ingress:"
                + " [{}]}",
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}");
    assertThat(some.open())
        .containsExactly(new Verification.Open(WEB, ImmutableSortedSet.of(Direction.EGRESS)));
    assertThat(some.enforcer()).isEqualTo("generic");
  }

  @Test
  void aDeniedLinkIsShownByItsFirstPacket() throws IOException {
    String denying = "{podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}";
    PacketPointer first = new PacketPointer("a.pcap", "sha256:0", 7);
    assertThat(verify(shownBy(first, new PacketPointer("b.pcap", "sha256:1", 1)), denying).shown())
        .containsExactly(Map.entry(LINK, first));
    assertThat(verify(shownBy(), denying).shown()).isEmpty();
    assertThat(verify(sketch().request(), denying).shown()).isEmpty();
    assertThat(verify(shownBy(first)).shown()).isEmpty();
  }

  private static GenerationRequest shownBy(PacketPointer... packets) {
    LinkEvidence evidence =
        new LinkEvidence(
            LINK,
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            1,
            1,
            1,
            1,
            ImmutableSortedMap.of(),
            ImmutableSortedMap.of(),
            ImmutableSortedMap.of(),
            ImmutableList.of(),
            ImmutableSortedMap.of(),
            ImmutableList.copyOf(packets));
    return new GenerationRequest(
        sketch().graph(),
        new GraphEvidence(
            ImmutableSortedMap.of(LINK, evidence),
            ImmutableList.of(),
            ImmutableSortedMap.of(),
            ImmutableSortedMap.of(),
            ImmutableSortedMap.of()),
        Optional.empty());
  }

  /** What nobody was seen to need, by whose port it is; outside servers by the client. */
  @Test
  void unobservedIsCounted() throws IOException {
    GraphSketch sketch = sketch();
    for (int i = 0; i < 4; i++) {
      sketch.workload("k8s:shop/Deployment/w" + i, "app=w");
    }
    String nothing = ", policyTypes: [Ingress, Egress]";
    Verification told =
        verify(
            sketch.request(),
            "{podSelector: {}" + nothing + "}",
            "{podSelector: {matchLabels: {app: w}}, policyTypes: [Egress], egress: [{to:"
                + " [{podSelector: {matchLabels: {app: api}}}, {ipBlock: {cidr: 192.0.2.0/24}}],"
                + " ports: [{port: 81}, {port: 53, protocol: UDP}]}]}",
            "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {}}, {ipBlock:"
                + " {cidr: 198.51.100.0/24}}], ports: [{port: 81}]}]}",
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to:"
                + " [{podSelector: {}}], ports: [{port: 80}]}]}");
    ImmutableList<String> three =
        ImmutableList.of("198.51.100.0/24", "k8s:shop/Deployment/w0", "k8s:shop/Deployment/w1");
    assertThat(told.unobserved())
        .contains(
            new Unobserved(
                API,
                Direction.INGRESS,
                "81/tcp",
                5,
                three,
                ImmutableList.of("shop/p1 egress rule 1", "shop/p2 ingress rule 1")),
            new Unobserved(
                "k8s:shop/Deployment/w0",
                Direction.EGRESS,
                "53/udp",
                1,
                ImmutableList.of("192.0.2.0/24"),
                ImmutableList.of("shop/p1 egress rule 1")));
    assertThat(told.unobserved()).hasSize(1 + 4 * 2);
    assertThat(told.idle()).isEmpty();
  }

  /** A rule for other ports of the same pair grants none of these. */
  @Test
  void onlyRulesForThePortAreNamed() throws IOException {
    Verification told =
        verify(
            sketch().request(),
            "{podSelector: {}, policyTypes: [Ingress, Egress], egress: [{}]}",
            "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels:"
                + " {app: web}}}], ports: [{port: 81}, {port: 90}]}, {from: [{podSelector: {}}],"
                + " ports: [{port: 81, protocol: UDP}, {port: 90}]}]}");
    String out = "shop/p0 egress rule 1";
    String web = "shop/p1 ingress rule 1";
    String all = "shop/p1 ingress rule 2";
    assertThat(told.unobserved())
        .filteredOn(each -> each.workload().equals(API) && each.others().contains(WEB))
        .filteredOn(each -> each.direction() == Direction.INGRESS)
        .extracting(each -> each.ports() + " " + each.rules())
        .containsExactlyInAnyOrder(
            "81/tcp " + ImmutableList.of(out, web),
            "81/udp " + ImmutableList.of(out, all),
            "90/tcp " + ImmutableList.of(out, web, all));
  }

  /** A port's name is the server's; addresses outside have none. */
  @Test
  void namedPortsTowardsAddressesOutside() throws IOException {
    Verification told =
        verify(
            sketch().request(),
            "{podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress, Egress], ingress:"
                + " [{from: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: admin}]}], egress:"
                + " [{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: admin}]}]}");
    assertThat(told.unobserved())
        .filteredOn(each -> each.others().contains("192.0.2.0/24"))
        .extracting(each -> each.workload() + " " + each.direction() + " " + each.ports())
        .containsExactly(API + " INGRESS 81/tcp");
  }

  @Test
  void atMostTenRulesAreNamed() throws IOException {
    String rules =
        String.join(
            ", ",
            IntStream.range(0, 12)
                .mapToObj(i -> "{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 9}]}")
                .toList());
    Verification told =
        verify(
            sketch().request(),
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress, Ingress], egress: ["
                + rules
                + "]}");
    assertThat(told.unobserved())
        .filteredOn(each -> each.workload().equals(WEB) && each.ports().equals("9/tcp"))
        .singleElement()
        .satisfies(each -> assertThat(each.rules()).hasSize(10));
  }

  /** Generated files stand in for given policies of their names; the rest adds up. */
  @Test
  void givenAndGeneratedTogether() throws IOException {
    GivenPolicies given = given("{podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}");
    String open = "{podSelector: {matchLabels: {app: api}}, ingress: [{}]}";
    assertThat(union(given, "other", "{podSelector: {}}").denied()).hasSize(1);
    assertThat(union(given, "other", "{podSelector: {matchLabels: {app: none}}}").denied())
        .hasSize(1);
    assertThat(union(given, "p0", open).denied()).isEmpty();
    assertThat(union(given, "p1", open).denied()).isEmpty();
    assertThat(union(GivenPolicies.none(), "p0", open.replace("[{}]", "[]")).denied()).hasSize(1);
    assertThat(union(GivenPolicies.none(), "p0", open).allowed()).containsExactly(LINK);
  }

  private static Proof union(GivenPolicies given, String name, String spec) {
    return PolicyVerification.union(
        sketch().request(),
        given,
        ImmutableList.of(
            new GeneratedFile(
                "kubernetes/shop/x.yaml", GeneratedFile.MARKER + "\n" + policy(name, spec) + "\n"),
            new GeneratedFile("kubernetes/shop/x.txt", GeneratedFile.MARKER + "\nnone\n")));
  }

  /** An enforcer may count a range's first port only, or know no names of ports. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{port: 80} | true | PER_POD | 80/tcp",
        "{port: 80} | false | ALL_PORTS | 80/tcp",
        "{port: http} | true | PER_POD | 80/tcp",
        "{port: http} | true | PER_CLUSTER | 80/tcp",
        "{port: http} | true | ALL_PORTS | all ports of tcp",
        "{port: http, protocol: UDP} | true | ALL_PORTS | all ports of udp",
        "{port: http} | false | PER_POD | 80/tcp",
        "{port: 80, endPort: 90} | true | PER_POD | 80-90/tcp",
        "{port: 80, endPort: 90} | false | PER_POD | 80/tcp",
        "{port: 80, endPort: 90} | true | ALL_PORTS | 80-90/tcp",
        "{port: 80, endPort: 81} | false | PER_POD | 80/tcp",
        "{port: 79, endPort: 90} | false | PER_POD | 79/tcp",
        "{port: 1, endPort: 65534} | false | PER_POD | 1/tcp",
        "{port: 2, endPort: 65535} | false | PER_POD | 2/tcp",
        "{protocol: TCP} | false | ALL_PORTS | all ports of tcp",
      })
  void enforcersThatReadPortsOtherwise(
      String port, boolean endPort, NamedPorts namedPorts, String open) throws IOException {
    Enforcer enforcer = reading(endPort, namedPorts);
    Verification told =
        verify(
            sketch().request().withEnforcer(enforcer),
            "{podSelector: {matchLabels: {app: api}}, ingress: [{ports: [" + port + "]}]}");
    assertThat(told.proof().reachability())
        .filteredOn(each -> each.from().equals(WEB) && each.to().equals(API))
        .extracting(Proof.Reach::ports)
        .containsExactly(open);
  }

  private static Enforcer reading(boolean endPort, NamedPorts namedPorts) {
    return new Enforcer(
        "other",
        ServiceView.POD_ADDRESS,
        Naming.RANGE,
        Naming.RANGE,
        true,
        endPort,
        namedPorts,
        true,
        true);
  }

  /** Where names are looked up in the whole cluster, another pod's port of that name matters. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PER_POD     | http=80/tcp           | 80/tcp",
        "PER_POD     | http=8080/tcp         | 80/tcp",
        "PER_CLUSTER | http=80/tcp           | 80/tcp",
        "PER_CLUSTER | http=8080/tcp         | ''",
        "PER_CLUSTER | http=8080/udp         | 80/tcp",
        "PER_CLUSTER | web=8080/tcp          | 80/tcp",
        "ALL_PORTS   | http=8080/tcp         | all ports of tcp",
      })
  void aPortsNameForOutgoingTraffic(NamedPorts meaning, String elsewhere, String open)
      throws IOException {
    String other = "k8s:ops/Deployment/other";
    Verification told =
        verify(
            sketch()
                .workload(other, "app=other")
                .ports(other, elsewhere)
                .request()
                .withEnforcer(reading(true, meaning)),
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to:"
                + " [{podSelector: {matchLabels: {app: api}}}], ports: [{port: http}]}]}");
    assertThat(told.proof().reachability())
        .filteredOn(each -> each.from().equals(WEB) && each.to().equals(API))
        .extracting(Proof.Reach::ports)
        .containsExactly(open);
    assertThat(told.proof().denied()).hasSize(open.isEmpty() ? 1 : 0);
  }

  /** A pod without owner stays open where the enforcer passes it by, whatever selects it. */
  @ParameterizedTest
  @CsvSource({"generic, Pod, true", "aws, Pod, false", "aws, Deployment, true"})
  void podsWithoutOwner(String enforcer, String kind, boolean isolated) throws IOException {
    String bare = "k8s:shop/" + kind + "/bare";
    Verification told =
        verify(
            sketch().workload(bare, "app=bare").request().withEnforcer(Enforcers.named(enforcer)),
            "{podSelector: {matchLabels: {app: bare}}, policyTypes: [Ingress, Egress]}");
    assertThat(told.open())
        .filteredOn(open -> open.workload().equals(bare))
        .hasSize(isolated ? 0 : 1);
    assertThat(told.proof().granted())
        .filteredOn(grant -> grant.from().equals("any outside address") && grant.to().equals(bare))
        .hasSize(isolated ? 0 : 1);
  }

  /** A rule is named for the ports that it opens, not for those of its neighbours. */
  @Test
  void grantsOutsideAreNamedByPort() throws IOException {
    Verification told =
        verify(
            sketch().request(),
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: ["
                + "{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 80}, {port: 443}]},"
                + "{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 81}, {port: 443}]},"
                + "{ports: [{port: 53, protocol: UDP}]}, {ports: [{port: 123, protocol: UDP}]}]}");
    assertThat(told.proof().granted())
        .filteredOn(grant -> grant.from().equals(WEB) && !grant.to().startsWith("k8s:"))
        .extracting(grant -> grant.to() + " " + grant.ports() + " " + grant.rules())
        .containsExactlyInAnyOrder(
            "192.0.2.0/24 80/tcp [shop/p0 egress rule 1]",
            "192.0.2.0/24 81/tcp [shop/p0 egress rule 2]",
            "192.0.2.0/24 443/tcp [shop/p0 egress rule 1, shop/p0 egress rule 2]",
            "any outside address 53/udp [shop/p0 egress rule 3]",
            "any outside address 123/udp [shop/p0 egress rule 4]");
  }
}
