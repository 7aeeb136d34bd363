package dev.netgen.generator.docker.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.generator.Generators;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.verify.DockerPlanVerifier;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerTargetTest {

  /** Two that talk and one that does not, on one network. */
  static GraphSketch graph() {
    return new GraphSketch()
        .service("docker:web", "flat")
        .service("docker:db", "flat")
        .service("docker:lone", "flat")
        .link("docker:web", "docker:db", "5432/tcp");
  }

  static DumpSketch dump() {
    DumpSketch dump = new DumpSketch();
    dump.network("flat", "172.18.0.0/16");
    return dump.on("web", "flat").on("db", "flat").on("lone", "flat").alias("db", "flat", "store");
  }

  private static TargetResult result(GenerationRequest request) {
    return Generators.all().generate(request, List.of("docker")).targets().get(0);
  }

  private static String steps(TargetResult result, String file) {
    String text = PlanWalkTest.file(result, file);
    return text.substring(text.indexOf("# steps\n") + 8);
  }

  @Test
  void joinsBeforeItLeavesAndGoesBackTheSameWay() {
    TargetResult result = result(dump().fixed("db", "flat", "172.18.0.9").request(graph()));
    assertThat(result.proof().holds()).isTrue();
    assertThat(steps(result, "apply.sh"))
        .isEqualTo(
            """
            # for docker:web -> docker:db 5432/tcp, encryption plaintext
            create 'netgen-db-web' '10.213.133.48/28' 'true' 'ng-6d3da83b6f40' 'false'
            # for service lone talked to nobody: alone here
            create 'netgen-only-lone' '10.213.233.16/28' 'true' 'ng-ff2bb0e59402' 'false'
            # for docker:web -> docker:db 5432/tcp, encryption plaintext
            connect 'netgen-db-web' 'db' '--alias=store'
            # for service lone talked to nobody: alone here
            connect 'netgen-only-lone' 'lone'
            # for docker:web -> docker:db 5432/tcp, encryption plaintext
            connect 'netgen-db-web' 'web'
            known 'flat' 'db' 'lone' 'web'
            # from here db no longer meets lone
            # from here db no longer reaches the outside, nor the outside it
            # ends established connections of docker:web -> docker:db 5432/tcp
            disconnect 'flat' 'db'
            # from here lone no longer meets web
            # from here lone no longer reaches the outside, nor the outside it
            disconnect 'flat' 'lone'
            # from here web no longer reaches the outside, nor the outside it
            disconnect 'flat' 'web'
            finish
            """);
    assertThat(steps(result, "undo.sh"))
        .isEqualTo(
            """
            connect 'flat' 'db' '--alias=store' '--ip=172.18.0.9'
            connect 'flat' 'lone'
            connect 'flat' 'web'
            disconnect 'netgen-db-web' 'web'
            disconnect 'netgen-only-lone' 'lone'
            disconnect 'netgen-db-web' 'db'
            remove 'netgen-only-lone'
            remove 'netgen-db-web'
            finish
            """);
    assertThat(PlanWalkTest.file(result, "plan.json")).contains("\"breaks\" : [");
  }

  @Test
  void whatIsPlannedAlreadyNeedsNoStep() {
    DumpSketch done = new DumpSketch();
    network(done, "netgen-db-web", "10.213.133.48/28", "ng-6d3da83b6f40");
    network(done, "netgen-only-lone", "10.213.233.16/28", "ng-ff2bb0e59402");
    done.on("web", "netgen-db-web").on("db", "netgen-db-web").on("lone", "netgen-only-lone");
    TargetResult result = result(done.alias("db", "netgen-db-web", "store").request(graph()));
    assertThat(result.proof().holds()).isTrue();
    assertThat(steps(result, "apply.sh")).isEqualTo("finish\n");
    assertThat(steps(result, "undo.sh")).isEqualTo("finish\n");
  }

  private static void network(DumpSketch dump, String name, String subnet, String bridge) {
    dump.network(name, subnet)
        .put("Internal", true)
        .withObject("Options")
        .put("com.docker.network.bridge.name", bridge);
  }

  /** The proof reads the script, and takes its steps in the order they stand there. */
  @ParameterizedTest
  @ValueSource(
      strings = {"connect 'netgen-db-web' 'web'", "connect 'netgen-db-web' 'db' '--alias=store'"})
  void aStepThatIsMissingOrLateIsNoticed(String line) {
    GenerationRequest request = dump().request(graph());
    TargetResult result = result(request);
    String text = PlanWalkTest.file(result, "apply.sh");
    assertThat(text).contains("\n" + line + "\n");
    for (String changed :
        List.of(
            text.replace(line + "\n", ""),
            text.replace(line + "\n", "").replace("\nfinish\n", "\n" + line + "\nfinish\n"))) {
      assertThat(prove(request, changed).denied())
          .extracting(Proof.Denial::reason)
          .singleElement()
          .asString()
          .contains("web finds nobody by the name");
    }
    String renamed = text.replace(" '--alias=store'", "");
    assertThat(prove(request, renamed).denied())
        .extracting(Proof.Denial::reason)
        .singleElement()
        .asString()
        .contains("web finds nobody by the name store");
  }

  private static Proof prove(GenerationRequest request, String script) {
    return new DockerPlanVerifier()
        .prove(request, ImmutableList.of(new GeneratedFile("docker/apply.sh", script)));
  }

  @Test
  void onlyTheLinkIsGrantedBetweenContainers() {
    TargetResult result = result(dump().request(graph()));
    assertThat(result.proof().granted())
        .filteredOn(grant -> grant.from().startsWith("docker:") && grant.to().startsWith("docker:"))
        .extracting(grant -> grant.from() + " " + grant.to() + " " + grant.ports())
        .containsExactlyInAnyOrder(
            "docker:web docker:db all other ports", "docker:db docker:web all ports");
  }

  @Test
  void wordsThatAShellWouldTakeStayWords() {
    DumpSketch dump = dump().alias("db", "flat", "a'; rm -rf $HOME #", "-x", "$(id)", "`id`", "\\");
    TargetResult result = result(dump.request(graph()));
    assertThat(result.proof().holds()).isTrue();
    assertThat(steps(result, "apply.sh"))
        .contains(
            "connect 'netgen-db-web' 'db' '--alias=$(id)' '--alias=-x' '--alias=\\'"
                + " '--alias=`id`' '--alias=a'\\''; rm -rf $HOME #' '--alias=store'\n");
  }

  @Test
  void publishedPortsStayWhereUsedAndTheRestIsTold() {
    DumpSketch dump =
        dump()
            .publish("web", "80/tcp", "")
            .publish("web", "81/tcp", "8081")
            .publish("lone", "22/tcp", "2222");
    TargetResult result =
        result(dump.request(graph().link("outside:internet", "docker:web", "80/tcp")));
    assertThat(result.proof().holds()).isTrue();
    assertThat(result.notes())
        .extracting(Note::text)
        .anyMatch(text -> text.startsWith("container web keeps publishing 81/tcp"))
        .anyMatch(
            text -> text.startsWith("container web publishes 80/tcp at a port that the engine"))
        .anyMatch(text -> text.startsWith("container lone no longer publishes 22/tcp"))
        .anyMatch(text -> text.startsWith("container web is on several networks and forwards"));
    assertThat(result.proof().granted())
        .anyMatch(g -> g.to().equals("docker:web") && g.ports().equals("81/tcp"));
  }

  @Test
  void guestsLiveWhereTheirHostDoes() {
    DumpSketch dump = dump().mode("side", "container:" + DumpSketch.id("web"));
    dump.network("other", "172.19.0.0/16");
    TargetResult result =
        result(
            dump.request(graph().service("docker:side").link("docker:side", "docker:db", "1/tcp")));
    assertThat(result.proof().holds()).isTrue();
    assertThat(result.notes())
        .extracting(Note::text)
        .anyMatch(text -> text.startsWith("container side lives in the network of container web"));
  }

  @Test
  void whatWasNotObservedKeepsItsReach() {
    DumpSketch dump = dump().on("stranger", "flat");
    TargetResult result = result(dump.request(graph()));
    assertThat(steps(result, "apply.sh"))
        .contains("was not observed in both directions: it keeps its reach to lone");
    assertThat(result.proof().granted())
        .anyMatch(g -> g.from().equals("service stranger") && g.to().equals("docker:lone"));
  }

  @Test
  void isMadeUnaskedOnlyWhereNothingElseRuns() {
    assertThat(Generators.all().generate(dump().request(graph()), List.of()).targets())
        .extracting(TargetResult::target)
        .containsExactly("docker");
    GraphSketch mixed = graph().workload("k8s:a/Deployment/b");
    assertThat(Generators.all().generate(dump().request(mixed), List.of()).targets())
        .extracting(TargetResult::target)
        .containsExactly("kubernetes");
  }

  @Test
  void optionsThatPlannedNetworksHaveNotAreTold() {
    DumpSketch dump = new DumpSketch();
    for (String mtu : List.of("1400", "1500")) {
      dump.network("net" + mtu, "10." + mtu.charAt(1) + ".0.0/24")
          .withObject("Options")
          .put("com.docker.network.driver.mtu", mtu)
          .put("com.docker.network.bridge.host_binding_ipv4", "0.0.0.0");
      dump.on("a" + mtu, "net" + mtu).on("b" + mtu, "net" + mtu);
    }
    GraphSketch graph = new GraphSketch();
    for (String mtu : List.of("1400", "1500")) {
      graph
          .service("docker:a" + mtu)
          .service("docker:b" + mtu)
          .link("docker:a" + mtu, "docker:b" + mtu, "80/tcp");
    }
    assertThat(new DockerTarget().emit(dump.request(graph)).notes().toString())
        .contains(
            "network net1400 has options that planned networks have not:"
                + " com.docker.network.driver.mtu")
        .doesNotContain("network net1500", "host_binding");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("no docker network inspect tells of network gone", (d, g) -> d.on("web", "gone")),
        refusal(
            "network lan has driver macvlan",
            (d, g) -> {
              d.network("lan", "10.9.0.0/24").put("Driver", "macvlan");
              d.on("web", "lan");
            }),
        refusal(
            "network six enables IPv6",
            (d, g) -> {
              d.network("six", "10.9.0.0/24").put("EnableIPv6", true);
              d.on("web", "six");
            }),
        refusal(
            "network here binds published ports to 127.0.0.1, and no planned network does",
            (d, g) -> {
              d.network("here", "10.9.0.0/24")
                  .withObject("Options")
                  .put("com.docker.network.bridge.host_binding_ipv4", "127.0.0.1");
              d.on("pub", "here").publish("pub", "80/tcp", "8080");
              g.service("docker:pub").link("node:docker-host", "docker:pub", "80/tcp");
            }),
        refusal(
            "shares network flat with shop_web_1, which is managed",
            (d, g) -> {
              ObjectNode other = d.container("shop_web_1");
              other
                  .withObject("Config")
                  .withObject("Labels")
                  .put("com.docker.compose.project", "p");
              d.on("shop_web_1", "flat");
            }),
        refusal(
            "docker:gone is in no docker inspect",
            (d, g) -> g.service("docker:gone").link("docker:web", "docker:gone", "1/tcp")),
        refusal(
            "docker:shop/a is of a Compose project",
            (d, g) -> g.service("docker:shop/a").link("docker:web", "docker:shop/a", "1/tcp")),
        refusal(
            "they share the engine's own bridge alone",
            (d, g) -> {
              d.on("one", "bridge").on("two", "bridge");
              g.service("docker:one")
                  .service("docker:two")
                  .link("docker:one", "docker:two", "1/tcp");
            }),
        refusal(
            "shares the engine's own bridge with",
            (d, g) -> {
              d.on("one", "bridge").on("two", "bridge");
              g.service("docker:one");
            }),
        refusal(
            "they share no network now",
            (d, g) -> {
              d.network("far", "10.9.0.0/24");
              d.on("one", "far");
              g.service("docker:one").link("docker:web", "docker:one", "1/tcp");
            }),
        refusal(
            "a network of this name is there already and is another",
            (d, g) -> d.network("netgen-db-web", "10.9.0.0/24")),
        refusal(
            "the client's hosts file",
            (d, g) -> {
              d.fixed("db", "flat", "172.18.0.9");
              d.container("web")
                  .withObject("HostConfig")
                  .withArray("ExtraHosts")
                  .add("x:172.18.0.9");
              d.on("web", "flat");
            }),
        refusal("an alias that", (d, g) -> d.alias("db", "flat", "a\nb")),
        refusal(
            "has a gateway priority",
            (d, g) ->
                d.container("web")
                    .withObject("NetworkSettings")
                    .withObject("Networks")
                    .withObject("flat")
                    .put("GwPriority", 5)));
  }

  private static Arguments refusal(String line, BiConsumer<DumpSketch, GraphSketch> change) {
    return Arguments.of(line, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesWithOneLine(String line, BiConsumer<DumpSketch, GraphSketch> change) {
    DumpSketch dump = dump();
    GraphSketch graph = graph();
    change.accept(dump, graph);
    assertThatThrownBy(() -> result(dump.request(graph)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(line)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }

  @Test
  void needsToKnowWhatRuns() {
    assertThatThrownBy(() -> result(graph().request()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("a plan needs what runs now");
  }

  @Test
  void peersThatAreGoneAreLeftOut() {
    TargetResult result =
        result(dump().request(graph().peer(Peer.named(PeerId.parse("docker:old")))));
    assertThat(result.notes())
        .extracting(Note::text)
        .contains("docker:old is not there and has no link: left out");
  }
}
