package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeVerifierTest {
  private static final PeerId GATEWAY = PeerId.dockerService("shop", "gateway");
  private static final PeerId BACKEND = PeerId.dockerService("shop", "backend");
  private static final PeerId REDIS = PeerId.dockerService("shop", "redis");

  private static Link link(PeerId from, PeerId to, String port) {
    return Link.of(from, to, Port.parse(port), Set.of(), Encryption.NONE, Set.of());
  }

  private static final CommunicationGraph GRAPH =
      CommunicationGraph.of(
          List.of(),
          List.of(
              link(PeerId.INTERNET, GATEWAY, "443/tcp"),
              link(GATEWAY, BACKEND, "8080/tcp"),
              link(BACKEND, REDIS, "6379/tcp")));

  private static final String GOOD =
      """
      services:
        gateway: {image: a, networks: [front, out], ports: ["8443:443"]}
        backend: {image: a, networks: {front: {}, data: {}}}
        redis: {image: a, networks: [data]}
      networks:
        front: {internal: true}
        data: {internal: true}
        out: {}
      """;

  private static final String USER =
      """
      services:
        gateway: {image: a, ports: ["8443:443"]}
        backend: {image: a}
        redis: {image: a}
      """;

  private static Proof prove(String user, String path, String text) {
    GenerationRequest base = TestRequests.compose(GRAPH, GraphEvidence.empty(), user);
    return new ComposeVerifier()
        .prove(base, ImmutableList.of(new GeneratedFile(path, GeneratedFile.MARKER + "\n" + text)));
  }

  @Test
  void allowsWhatSharesANetwork() {
    Proof proof = prove(USER, "docker-compose.netgen.yaml", GOOD);
    assertThat(proof.denied()).isEmpty();
    assertThat(proof.allowed()).hasSize(3);
    assertThat(proof.reachability())
        .contains(new Proof.Reach(GATEWAY.toString(), REDIS.toString(), ""))
        .contains(new Proof.Reach(REDIS.toString(), BACKEND.toString(), "all ports"));
    assertThat(proof.granted().stream().map(g -> g.from() + " " + g.to() + " " + g.ports()))
        .contains("docker:shop/redis docker:shop/backend all ports")
        .contains("docker:shop/gateway docker:shop/backend all other ports")
        .contains("docker:shop/gateway any outside address all ports")
        .doesNotContain("docker:shop/redis any outside address all ports")
        .doesNotContain("docker:shop/gateway docker:shop/redis all ports");
  }

  @Test
  void deniesEachThingThatIsMissing() {
    assertThat(prove(USER, "c.yaml", GOOD.replace("front: {}, data: {}", "front: {}")).denied())
        .singleElement()
        .satisfies(d -> assertThat(d.reason()).contains("backend and redis share no network"));
    assertThat(prove(USER, "c.yaml", GOOD.replace("8443:443", "443:80")).denied())
        .singleElement()
        .satisfies(d -> assertThat(d.reason()).contains("does not publish 443/tcp"));
    assertThat(prove(USER, "c.yaml", GOOD.replace("out: {}", "out: {internal: true}")).denied())
        .hasSize(1);
    assertThat(
            prove(
                    USER,
                    "c.yaml",
                    GOOD.replace(
                        "data: {internal: true}",
                        "data: {driver_opts: {com.docker.network.bridge.enable_icc: \"false\"}}"))
                .denied())
        .hasSize(1);
    assertThat(
            prove(USER, "c.yaml", GOOD.replace("  redis: {image: a, networks: [data]}\n", ""))
                .denied())
        .singleElement()
        .satisfies(d -> assertThat(d.reason()).contains("no service for docker:shop/redis"));
  }

  @Test
  void anOverrideThatOnlyAddsLeavesTheOldNetworkInPlace() {
    String override =
        """
        services:
          gateway: {networks: TAG [front, out]}
          backend: {networks: TAG [front, data]}
          redis: {networks: TAG [data]}
        networks:
          front: {internal: true}
          data: {internal: true}
          out: {}
        """;
    String user = USER.replace("image: a", "image: a, networks: [flat]") + "networks: {flat: {}}\n";
    Proof replaced =
        prove(user, "compose.netgen.override.yaml", override.replace("TAG", "!override"));
    Proof added = prove(user, "compose.netgen.override.yaml", override.replace("TAG ", ""));
    Proof.Reach open = new Proof.Reach(GATEWAY.toString(), REDIS.toString(), "all ports");
    assertThat(replaced.denied()).isEmpty();
    assertThat(replaced.reachability()).doesNotContain(open);
    assertThat(added.reachability()).contains(open);
  }

  @Test
  void anchorsAndMergeKeysOfTheUsersFileAreFollowed() {
    String user =
        """
        x-web: &web {image: a, ports: ["443:443"]}
        services:
          gateway: {<<: *web}
          backend: {<<: [{image: b}, *web], ports: ["8080:8080"]}
          redis: {image: a}
        """;
    String override =
        """
        services:
          gateway: {networks: !override [front, out]}
          backend: {networks: !override [front, data, out]}
          redis: {networks: !override [data]}
        networks: {front: {internal: true}, data: {internal: true}, out: {}}
        """;
    Proof proof = prove(user, "compose.netgen.override.yaml", override);
    assertThat(proof.denied()).isEmpty();
    assertThat(proof.granted())
        .contains(
            new Proof.Grant(
                "any outside address",
                BACKEND.toString(),
                "8080/tcp",
                "published, and nobody seen using it"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "443:443/foo|no number and transport",
        "\"443:${PORT}\"|no number and transport",
        "22:22|in quotes",
      })
  void portsThatCannotBeReadAreRefused(String ports, String advice) {
    String text = GOOD.replace("\"8443:443\"", ports);
    assertThatThrownBy(() -> prove(USER, "c.yaml", text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(advice);
  }

  @Test
  void aServiceWithoutNetworkReachesNobody() {
    Proof proof =
        prove(
            USER,
            "c.yaml",
            GOOD.replace(
                "networks:\n  front", "  quiet: {network_mode: none}\nnetworks:\n  front"));
    assertThat(proof.granted()).noneMatch(grant -> grant.to().contains("quiet"));
    assertThat(proof.granted().stream().filter(grant -> grant.from().contains("quiet"))).isEmpty();
  }

  @Test
  void aPublishedPortAnswersEveryContainerWithAWayOut() {
    String text =
        GOOD.replace(
                "redis: {image: a, networks: [data]}", "redis: {image: a, networks: [data, exit]}")
            .replace("out: {}", "out: {}\n  exit: {}");
    assertThat(prove(USER, "c.yaml", text).granted())
        .contains(
            new Proof.Grant(
                REDIS.toString(),
                GATEWAY.toString(),
                "443/tcp",
                "published on the host, which it can reach"));
  }

  @Test
  void unresolvedEndsWaitForADecision() {
    CommunicationGraph graph =
        CommunicationGraph.of(
            List.of(), List.of(link(PeerId.parse("unresolved:10.9.9.9"), REDIS, "6379/tcp")));
    Proof proof =
        new ComposeVerifier()
            .prove(
                TestRequests.compose(graph, GraphEvidence.empty(), USER),
                ImmutableList.of(new GeneratedFile("c.yaml", GeneratedFile.MARKER + "\n" + GOOD)));
    assertThat(proof.unjudged()).hasSize(1);
    assertThat(proof.holds()).isFalse();
  }
}
