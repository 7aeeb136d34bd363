package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Replay;
import dev.netgen.model.replay.ObservedFlow;
import dev.netgen.model.replay.ObservedTraffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded flows put before policies one by one. */
class FlowReplayTest {
  private static final String WEB = "k8s:shop/Deployment/web";
  private static final String API = "k8s:shop/Deployment/api";
  private static final String OUT = "outside:api.example.com";
  private static final String NODE = "node:n1";
  private static final PacketPointer PACKET = new PacketPointer("a.pcap", "sha256:0", 7);

  @TempDir private Path folder;

  private static GraphSketch sketch() {
    return new GraphSketch()
        .workload(WEB, "app=web")
        .workload(API, "app=api")
        .link(WEB, API, "80/tcp")
        .link(WEB, OUT, "443/tcp")
        .link(NODE, API, "80/tcp")
        .probe(NODE, WEB, "8080/tcp")
        .link("unresolved:10.9.9.9", API, "80/tcp")
        .link(OUT, "outside:internet", "1/tcp")
        .addresses(OUT, "192.0.2.1", "192.0.2.2")
        .addresses(NODE, "172.18.0.2");
  }

  private Replay replay(GraphSketch sketch, String specs, ObservedFlow... flows)
      throws IOException {
    return replay(sketch.request(), specs, flows);
  }

  private Replay replay(GenerationRequest request, String specs, ObservedFlow... flows)
      throws IOException {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (String spec : specs.split(" AND ", -1)) {
      text.append("---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {")
          .append("namespace: shop, name: p" + number++ + "}, spec: " + spec + "}\n");
    }
    GivenPolicies given =
        GivenPolicies.read(List.of(Files.writeString(folder.resolve("p.yaml"), text)));
    assertThat(given.broken()).isEmpty();
    return new PolicyVerification(request, given)
        .replay(
            new ObservedTraffic(
                ImmutableList.copyOf(flows), ImmutableSortedMap.of("no handshake", 3L)));
  }

  private static LinkKey link(String from, String to, String port) {
    return new LinkKey(PeerId.parse(from), PeerId.parse(to), Port.parse(port));
  }

  private static ObservedFlow flow(String client, String asked, String reached, LinkKey... links) {
    return new ObservedFlow(
        Instant.EPOCH,
        ImmutableList.copyOf(links),
        IpAddress.parse(client),
        40_000,
        asked.isEmpty()
            ? ImmutableSortedSet.of()
            : ImmutableSortedSet.of(ServiceAddress.parse(asked)),
        reached.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(reached)),
        PACKET);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          nothing isolates             | {podSelector: {matchLabels: {app: x}}} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | -
          the server's side            | {podSelector: {matchLabels: {app: api}}} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | no ingress rule of shop/p0
          the client's side            | {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | no egress rule of shop/p0
          labels                       | {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | -
          the pod's own address        | {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.5/32}}]}]} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | -
          another pod's address        | {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.7/32}}]}]} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | no ingress rule of shop/p0
          the server's own address     | {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.244.0.6/32}}]}]} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | -
          where it ended is not known  | {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.244.0.6/32}}]}]} | WEB | API | 80/tcp | 10.244.0.5 | - | no egress rule of shop/p0
          another port                 | {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: 81}]}]} | WEB | API | 80/tcp | 10.244.0.5 | 10.244.0.6 | no ingress rule of shop/p0
          the address of that flow     | {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.2/32}}]}]} | WEB | OUT | 443/tcp | 10.244.0.5 | 192.0.2.2 | -
          not another one of its peer's| {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.2/32}}]}]} | WEB | OUT | 443/tcp | 10.244.0.5 | 192.0.2.1 | no egress rule of shop/p0
          a probe needs no rule        | {podSelector: {matchLabels: {app: web}}} | NODE | WEB | 8080/tcp | 172.18.0.2 | 10.244.0.5 | -
          the node is no kubelet here  | {podSelector: {matchLabels: {app: api}}} | NODE | API | 80/tcp | 172.18.0.2 | 10.244.0.6 | no ingress rule of shop/p0
          a link the graph has not     | {podSelector: {matchLabels: {app: web}}} | NODE | WEB | 81/tcp | 172.18.0.2 | 10.244.0.5 | no ingress rule of shop/p0
          """)
  void oneFlow(
      String name,
      String specs,
      String from,
      String to,
      String port,
      String client,
      String reached,
      String reason)
      throws IOException {
    LinkKey link = link(peer(from), peer(to), port);
    Replay replay = replay(sketch(), specs, flow(client, "", reached == null ? "" : reached, link));
    assertThat(replay.denied())
        .extracting(Replay.DeniedFlow::reason)
        .isEqualTo(reason == null ? List.of() : List.of(reason));
    assertThat(replay.judged()).isEqualTo(1);
    assertThat(replay.allowed()).isEqualTo(reason == null ? 1 : 0);
    assertThat(replay.deniedCount()).isEqualTo(reason == null ? 0 : 1);
    assertThat(replay.leftOut()).containsExactly(Map.entry("no handshake", 3L));
  }

  /** Where rules' ranges are for what is outside alone, an outside peer still has one address. */
  @ParameterizedTest
  @CsvSource({"generic", "cilium"})
  void outsideIsTheAddressOfTheFlow(String enforcer) throws IOException {
    Replay replay =
        replay(
            sketch().request().withEnforcer(Enforcers.named(enforcer)),
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to:"
                + " [{ipBlock: {cidr: 192.0.2.2/32}}]}]}",
            flow("10.244.0.5", "", "192.0.2.2", link(WEB, OUT, "443/tcp")),
            flow("10.244.0.5", "", "192.0.2.1", link(WEB, OUT, "443/tcp")));
    assertThat(replay.allowed()).isEqualTo(1);
    assertThat(replay.deniedCount()).isEqualTo(1);
  }

  private static String peer(String word) {
    return Map.of("WEB", WEB, "API", API, "OUT", OUT, "NODE", NODE).get(word);
  }

  /** The client's side is judged by what it called where the enforcer looks there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "generic | {podSelector: {matchLabels: {app: api}}} | 10.96.0.1 80/tcp | -",
        "generic | {podSelector: {matchLabels: {app: api}}} | - | -",
        "aws | {podSelector: {matchLabels: {app: api}}} | 10.96.0.1 80/tcp |"
            + " no egress rule of shop/p0 in front of the translation",
        "aws | {podSelector: {matchLabels: {app: api}}} | - | -",
        "generic | {ipBlock: {cidr: 10.96.0.1/32}} | 10.96.0.1 80/tcp | no egress rule of shop/p0",
        "aws | {ipBlock: {cidr: 10.96.0.1/32}} | 10.96.0.1 80/tcp | -",
        "aws | {ipBlock: {cidr: 10.96.0.1/32}} | - | no egress rule of shop/p0",
        "aws | {ipBlock: {cidr: 10.96.0.1/32}} | 10.96.0.1 81/tcp |"
            + " no egress rule of shop/p0 in front of the translation",
      })
  void servicesInFrontOfTheTranslation(String enforcer, String to, String asked, String reason)
      throws IOException {
    String spec =
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [TO], ports:"
            + " [{port: 80}]}]}";
    Replay replay =
        replay(
            sketch().enforcer(enforcer),
            spec.replace("TO", to),
            flow("10.244.0.5", asked == null ? "" : asked, "10.244.0.6", link(WEB, API, "80/tcp")));
    assertThat(replay.denied())
        .extracting(Replay.DeniedFlow::reason)
        .isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @Test
  void whatIsNotJudgedIsCounted() throws IOException {
    Replay replay =
        replay(
            sketch(),
            "{podSelector: {}}",
            flow("192.0.2.1", "", "192.0.2.9", link(OUT, "outside:internet", "1/tcp")),
            flow("10.9.9.9", "", "10.244.0.6", link("unresolved:10.9.9.9", API, "80/tcp")),
            flow("10.9.9.9", "", "10.244.0.6", link("unresolved:10.9.9.9", API, "80/tcp")));
    assertThat(replay.leftOut())
        .containsExactly(
            Map.entry("an end belongs to nobody known", 2L),
            Map.entry("no Kubernetes workload at either end", 1L),
            Map.entry("no handshake", 3L));
    assertThat(replay.judged()).isZero();
    assertThat(replay.holds()).isTrue();
  }

  @Test
  void aDeniedFlowIsToldOnceWithItsAddresses() throws IOException {
    Replay replay =
        replay(
            sketch(),
            "{podSelector: {matchLabels: {app: api}}} AND {podSelector: {matchLabels: {app: web}}}",
            flow("10.244.0.5", "10.96.0.1 8080/tcp", "10.244.0.6", link(WEB, API, "80/tcp")),
            flow("10.244.0.5", "", "", link(WEB, API, "80/tcp"), link(NODE, API, "80/tcp")));
    assertThat(replay.denied())
        .containsExactly(
            new Replay.DeniedFlow(
                Instant.EPOCH,
                WEB + " 10.244.0.5",
                "10.96.0.1 8080/tcp",
                API + " 10.244.0.6 80/tcp",
                "no ingress rule of shop/p0",
                PACKET),
            new Replay.DeniedFlow(
                Instant.EPOCH,
                WEB + " 10.244.0.5",
                "80/tcp",
                API + " 80/tcp",
                "no ingress rule of shop/p0",
                PACKET));
    assertThat(replay.deniedCount()).isEqualTo(2);
    assertThat(replay.holds()).isFalse();
  }

  @Test
  void aThousandAreToldAndAllAreCounted() throws IOException {
    ObservedFlow denied = flow("10.244.0.5", "", "10.244.0.6", link(WEB, API, "80/tcp"));
    Replay replay =
        replay(
            sketch(),
            "{podSelector: {}}",
            Collections.nCopies(Replay.MOST_DENIED + 1, denied).toArray(ObservedFlow[]::new));
    assertThat(replay.denied()).hasSize(Replay.MOST_DENIED);
    assertThat(replay.deniedCount()).isEqualTo(Replay.MOST_DENIED + 1);
    assertThat(replay.allowed()).isZero();
  }

  /** What the enforcer's rules have no word for has no address here either. */
  @Test
  void aNodeThatRulesCannotNameIsNotNamedByItsAddress() throws IOException {
    String spec =
        "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{ipBlock: {cidr:"
            + " 172.18.0.2/32}}]}]}";
    ObservedFlow flow = flow("172.18.0.2", "", "10.244.0.6", link(NODE, API, "80/tcp"));
    assertThat(replay(sketch(), spec, flow).holds()).isTrue();
    assertThat(replay(sketch().enforcer("cilium"), spec, flow).holds()).isFalse();
  }
}
