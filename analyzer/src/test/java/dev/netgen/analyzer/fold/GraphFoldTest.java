package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static dev.netgen.analyzer.fold.FlowMaker.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GraphFoldTest {
  private static final String GATEWAY = "172.18.0.2";
  private static final String BACKEND = "172.18.0.3";
  private static final String REDIS = "172.18.0.4";

  private static World shop() {
    return new World()
        .holds("docker:shop/gateway", GATEWAY)
        .holds("docker:shop/backend", BACKEND)
        .holds("docker:shop/redis", REDIS)
        .gateway("172.18.0.1")
        .exposes("docker:shop/gateway", "443/tcp")
        .forwards("published by gateway", "*", "8443/tcp", "docker:shop/gateway 443/tcp");
  }

  private static FlowMaker http() {
    return tcp(GATEWAY, BACKEND + " 8080").speaks("http", Encryption.PLAINTEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, docker:shop/gateway -> docker:shop/backend 8080/tcp - none,",
    "CONNECTED_ONLY, docker:shop/gateway -> docker:shop/backend 8080/tcp - none [connected only],",
    "REFUSED,, docker:shop/gateway -> docker:shop/backend 8080/tcp refused 1",
    "RESET,, docker:shop/gateway -> docker:shop/backend 8080/tcp reset 1",
    "UNANSWERED,, docker:shop/gateway -> docker:shop/backend 8080/tcp unanswered 1",
    "ONE_WAY,, docker:shop/gateway -> docker:shop/backend 8080/tcp one-way 1",
  })
  void onlyWhatWorkedIsALink(FlowState state, String link, String attempt) {
    Scene scene =
        Scene.of(shop())
            .add(tcp(GATEWAY, BACKEND + " 8080").state(state).speaks("", Encryption.NONE));
    assertThat(scene.links()).isEqualTo(link == null ? List.of() : List.of(link));
    assertThat(scene.attempts()).isEqualTo(attempt == null ? List.of() : List.of(attempt));
  }

  @Test
  void connectedOnlyIsNotedOnlyWhereNoFlowCarriedPayload() {
    assertThat(Scene.of(shop()).add(http(), http().state(FlowState.CONNECTED_ONLY)).links())
        .containsExactly("docker:shop/gateway -> docker:shop/backend 8080/tcp http plaintext");
  }

  @Test
  void midStreamDirectionComesFromAListenerSeenLaterInTheRecording() {
    Scene scene =
        Scene.of(shop())
            .add(
                tcp(REDIS + " 6379", BACKEND + " 41000").midStream(),
                tcp(GATEWAY + " 50000", REDIS + " 6379").at(30));
    assertThat(scene.links())
        .containsExactly(
            "docker:shop/backend -> docker:shop/redis 6379/tcp - opaque",
            "docker:shop/gateway -> docker:shop/redis 6379/tcp - opaque");
    assertThat(scene.fold().links().firstEntry().getValue().directionBasis())
        .containsOnlyKeys("listening endpoint seen in another flow");
  }

  @Test
  void midStreamDirectionComesFromADeclaredPort() {
    World world = shop().names("docker:shop/redis", "redis", "46379/tcp");
    assertThat(Scene.of(world).add(tcp(REDIS + " 46379", BACKEND + " 41000").midStream()).links())
        .containsExactly("docker:shop/backend -> docker:shop/redis 46379/tcp - opaque");
  }

  @Test
  void midStreamDirectionComesFromFanInBeforePortNumbers() {
    Scene scene = Scene.of(shop());
    for (int port = 1001; port <= 1003; port++) {
      scene.add(tcp(REDIS + " 46379", BACKEND + " " + port).midStream());
    }
    assertThat(scene.links())
        .containsExactly("docker:shop/backend -> docker:shop/redis 46379/tcp - opaque");
  }

  @Test
  void portNumbersAloneAreMarkedWeak() {
    assertThat(Scene.of(shop()).add(tcp(REDIS + " 6379", BACKEND + " 41000").midStream()).links())
        .containsExactly(
            "docker:shop/backend -> docker:shop/redis 6379/tcp - opaque"
                + " [direction by port numbers only]");
  }

  @Test
  void portNumbersAloneNeverMakeAUdpServer() {
    Scene scene =
        Scene.of(shop()).add(udp(REDIS + " 53", BACKEND + " 41000").by(Flow.Initiator.UNKNOWN));
    assertThat(scene.links()).isEmpty();
    assertThat(scene.attempts())
        .containsExactly("docker:shop/backend -> docker:shop/redis 53/udp undecided 1");
  }

  @Test
  void handshakeBeatsPayloadRolesAndPayloadBeatsTheFirstDatagram() {
    Scene scene =
        Scene.of(shop())
            .add(
                tcp(GATEWAY, BACKEND + " 8080").roles(Verdict.Side.A),
                udp(REDIS + " 53", BACKEND + " 41000").roles(Verdict.Side.A));
    assertThat(scene.links())
        .containsExactly(
            "docker:shop/backend -> docker:shop/redis 53/udp - opaque",
            "docker:shop/gateway -> docker:shop/backend 8080/tcp - opaque");
  }

  @Test
  void oneWayDatagramsAreALinkOnlyForAProtocolKnownToBeOneWay() {
    FlowMaker syslog =
        udp(BACKEND, REDIS + " 514")
            .state(FlowState.ONE_WAY)
            .speaks("syslog", Encryption.PLAINTEXT);
    FlowMaker other = udp(BACKEND, REDIS + " 515").state(FlowState.ONE_WAY);
    Scene scene = Scene.of(shop()).add(syslog, other);
    assertThat(scene.links())
        .containsExactly(
            "docker:shop/backend -> docker:shop/redis 514/udp syslog plaintext [one-way]");
    assertThat(scene.attempts())
        .containsExactly("docker:shop/backend -> docker:shop/redis 515/udp one-way 1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 443, outside:internet -> docker:shop/gateway 443/tcp - opaque",
    "203.0.113.9, 22, outside:203.0.113.9/32 -> docker:shop/gateway 22/tcp - opaque",
    "172.18.0.1, 443, outside:internet -> docker:shop/gateway 443/tcp - opaque"
        + " [client hidden by docker-proxy]",
    "172.18.0.1, 22, node:docker-host -> docker:shop/gateway 22/tcp - opaque",
    "10.9.8.7, 443, unresolved:10.9.8.7 -> docker:shop/gateway 443/tcp - opaque",
    "2001:db8::9, 443, outside:internet -> docker:shop/gateway 443/tcp - opaque",
  })
  void clientsAreInternetOnlyByDeclaredExposure(String client, int port, String link) {
    String expected = link.replace("\"", "");
    assertThat(Scene.of(shop()).add(tcp(client, GATEWAY + " " + port)).links())
        .containsExactly(expected);
  }

  /** A load balancer lets in whom it is told to let in, while it is there. */
  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 0, outside:203.0.113.0/24",
    "198.51.100.7, 0, outside:198.51.100.7/32",
    "198.51.101.7, 0, outside:198.51.101.7/32",
    "2001:db8:1::9, 0, outside:2001:db8:1::/48",
    "2001:db8:2::9, 0, outside:2001:db8:2::9/128",
    "203.0.113.9, 104, outside:203.0.113.0/24",
    "203.0.113.9, 150, outside:203.0.113.9/32",
    "198.51.100.7, 250, outside:internet",
    "10.9.8.7, 250, unresolved:10.9.8.7",
  })
  void clientsOfALoadBalancerAreThoseOfItsRanges(String client, double at, String peer) {
    World world =
        new World()
            .holds("k8s:shop/Deployment/web", "10.1.0.5")
            .exposes(
                "k8s:shop/Deployment/web",
                "8080/tcp",
                -10,
                100,
                "203.0.113.0/24",
                "192.0.2.0/24",
                "2001:db8:1::/48")
            .exposes("k8s:shop/Deployment/web", "8080/tcp", 200, 300);
    assertThat(Scene.of(world).add(tcp(client, "10.1.0.5 8080").at(at)).links())
        .containsExactly(peer + " -> k8s:shop/Deployment/web 8080/tcp - opaque");
  }

  /** As by an Ingress that was deleted during the recording. */
  @ParameterizedTest
  @CsvSource({"50, outside:internet", "104, outside:internet", "150, outside:203.0.113.9/32"})
  void aPortIsOpenUntilItIsExposedNoMore(double at, String peer) {
    World world =
        new World()
            .holds("k8s:shop/Deployment/web", "10.1.0.5")
            .exposed("k8s:shop/Deployment/web", "8080/tcp", -10, 100);
    assertThat(Scene.of(world).add(tcp("203.0.113.9", "10.1.0.5 8080").at(at)).links())
        .containsExactly(peer + " -> k8s:shop/Deployment/web 8080/tcp - opaque");
  }

  @Test
  void aPublishedPortReachedByTheGatewayAddressIsTheServiceBehindIt() {
    assertThat(Scene.of(shop()).add(tcp(BACKEND, "172.18.0.1 8443")).links())
        .containsExactly("docker:shop/backend -> docker:shop/gateway 443/tcp - opaque");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.11, loopback",
    "224.0.0.251, multicast",
    "255.255.255.255, broadcast",
    "172.18.255.255, broadcast",
    "169.254.3.4, link-local",
    "0.0.0.0, unspecified",
    "172.18.0.3, an address to itself",
  })
  void whatIsNeverBetweenPeersIsCounted(String server, String kind) {
    Scene scene =
        Scene.of(shop()).onlink("net", "172.18.0.0/16").add(udp(BACKEND, server + " 5353"));
    assertThat(scene.links()).isEmpty();
    assertThat(scene.attempts()).isEmpty();
    assertThat(scene.counts()).containsEntry("flows not between peers: " + kind, 1L);
  }

  /** Whoever sends to a group or to everybody, it is told as that. */
  @ParameterizedTest
  @CsvSource({
    "fe80::5, ff02::fb, multicast",
    "0.0.0.0, 224.0.0.251, multicast",
    "0.0.0.0, 255.255.255.255, broadcast",
    "169.254.3.4, 172.18.255.255, broadcast",
    "fe80::5, fe80::6, link-local",
    "127.0.0.1, 224.0.0.251, loopback"
  })
  void ofTwoOddAddressesTheOdderTells(String client, String server, String kind) {
    Scene scene =
        Scene.of(shop()).onlink("net", "172.18.0.0/16").add(udp(client, server + " 5353"));
    assertThat(scene.counts()).containsEntry("flows not between peers: " + kind, 1L);
  }

  @Test
  void groupsAreShownAndVeryManyTogether() {
    Scene scene = Scene.of(shop()).add(udp(BACKEND, "224.0.0.251 5353"));
    for (int i = 0; i < 100; i++) {
      scene.add(udp(BACKEND, "239.0.0." + i + " 5000"));
    }
    assertThat(scene.counts())
        .containsEntry("flows to multicast group 224.0.0.251 5353/udp", 1L)
        .containsEntry("flows to other multicast groups", 37L);
  }

  @Test
  void replicasFoldIntoTheirOwner() {
    World world = shop().holds("docker:shop/backend", "backend-2", "172.18.0.33", -60, 60);
    assertThat(Scene.of(world).add(http(), tcp(GATEWAY, "172.18.0.33 8080")).links()).hasSize(1);
  }

  @Test
  void credentialsOfOneFlowMarkTheLink() {
    assertThat(Scene.of(shop()).add(http(), http().note(LinkNote.CREDENTIALS_IN_CLEAR)).links())
        .containsExactly(
            "docker:shop/gateway -> docker:shop/backend 8080/tcp http plaintext"
                + " [credentials in clear]");
  }

  @Test
  void theTableIsBoundedAndSaysSo() {
    Scene scene = Scene.of(shop()).limit(3);
    for (int port = 1; port <= 20; port++) {
      scene.add(tcp(GATEWAY, BACKEND + " " + port));
    }
    Folded folded = scene.fold();
    assertThat(folded.graph().links()).hasSize(6);
    assertThat(folded.notes())
        .containsEntry("flows not judged for scanning, beyond the table's limit", 3L)
        .containsEntry("flows beyond the table's limit", 14L);
  }

  @Test
  void countersAreOfTheObserverThatSawMost() {
    Folded folded =
        Scene.of(shop())
            .add(http(), http().at(2), http().at(3), http().seenBy(1), http().seenBy(1))
            .fold();
    assertThat(folded.links().firstEntry().getValue().flows()).isEqualTo(3);
    assertThat(folded.links().firstEntry().getValue().bytesUp()).isEqualTo(300);
  }

  @Test
  void orderOfFlowsDoesNotMatter() {
    List<FlowMaker> flows =
        List.of(
            http(),
            tcp(REDIS + " 6379", BACKEND + " 41000").midStream().at(9),
            tcp("203.0.113.9", GATEWAY + " 443").at(3),
            tcp(BACKEND, REDIS + " 6379").at(20).seenBy(1));
    Scene forth = Scene.of(shop());
    Scene back = Scene.of(shop());
    for (int i = 0; i < flows.size(); i++) {
      forth.add(flows.get(i));
      back.add(flows.get(flows.size() - 1 - i));
    }
    assertThat(back.fold().graph()).isEqualTo(forth.fold().graph());
  }
}
