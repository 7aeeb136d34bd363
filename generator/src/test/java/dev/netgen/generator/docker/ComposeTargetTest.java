package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.Golden;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeTargetTest {
  @Test
  void shopWithItsFile() {
    Golden.check("compose-shop", emit(ComposeSamples.shop().compose(ComposeSamples.SHOP_FILE)));
  }

  @Test
  void shopWithoutFile() {
    Golden.check("compose-shop-no-file", emit(ComposeSamples.shop()));
  }

  @Test
  void aliasesSysctlsAndAnchors() {
    Golden.check("compose-rich", emit(ComposeSamples.rich()));
  }

  @Test
  void aServiceNeverObservedKeepsItsReach() {
    Golden.check(
        "compose-silent",
        emit(
            ComposeSamples.shop()
                .service("docker:shop/admin", "shop_default")
                .observed("docker:shop/admin", Direction.EGRESS)));
  }

  @Test
  void everyComposeFileReadsWithAnyReader() {
    for (GeneratedFile file : emit(ComposeSamples.rich()).files()) {
      String text = file.content().replace("!override", "");
      Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      assertThat(read).containsKeys("services", "networks");
    }
  }

  @Test
  void replicasThatTalkShareANetworkOfTheirOwn() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/peer")
            .link("docker:shop/peer", "docker:shop/peer", "7946/udp");
    assertThat(text(emit(sketch))).contains("  netgen-only-peer:\n    internal: true\n");
  }

  @Test
  void publishedPortsNobodyUsedAreToldAndTakenOut() {
    GraphSketch sketch = new GraphSketch().service("docker:shop/web");
    sketch.peer(sketch.get("docker:shop/web").withExposed(Set.of(Port.parse("80/tcp"))));
    assertThat(text(emit(sketch))).doesNotContain("netgen-out-web");
    assertThat(emit(sketch).notes().toString()).contains("publishes ports nobody was seen using");
    sketch.compose("services:\n  web: {image: web, ports: ['80:80']}\n");
    assertThat(text(emit(sketch)))
        .doesNotContain("netgen-out-web", "80:80")
        .contains("    ports: !reset []\n")
        .contains("# no longer published, since nobody was seen using it: 80/tcp\n");
    sketch.observed("docker:shop/web", Direction.INGRESS).service("docker:shop/other");
    assertThat(
            text(
                emit(
                    sketch.compose(
                        sketch.request().compose().orElseThrow().text()
                            + "  other: {image: o, networks: [x]}\nnetworks: {x: {}}\n"))))
        .contains("netgen-out-web:", "\"80:80\"");
    sketch.observed("docker:shop/web", Direction.INGRESS, Direction.EGRESS);
    sketch.compose("services:\n  web: {image: web, ports: []}\n");
    assertThat(text(emit(sketch))).doesNotContain("netgen-out-web");
  }

  @Test
  void whatIsolatesNothingIsRefused() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:p/a")
            .service("docker:p/b")
            .link("docker:p/a", "docker:p/b", "1/tcp")
            .link("docker:p/a", "outside:x.example", "1/tcp")
            .link("docker:p/b", "outside:x.example", "1/tcp")
            .link("outside:internet", "docker:p/b", "80/tcp")
            .compose("services:\n  a: {image: a}\n  b: {image: b, ports: ['80:80']}\n");
    assertThatThrownBy(() -> emit(sketch))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("networks would isolate nothing: compose.yaml; ");
    sketch.compose("services:\n  a: {image: a}\n  b: {image: b, ports: ['80:80', '81:81']}\n");
    assertThat(emit(sketch).files()).hasSize(2);
    GraphSketch silent = new GraphSketch().compose("services:\n  a: {image: a}\n  b: {image: b}\n");
    silent.peer(Peer.named(PeerId.parse("docker:p/a")));
    assertThatThrownBy(() -> emit(silent)).hasMessageStartingWith("networks would isolate nothing");
  }

  @Test
  void networksOfTheFileKeepTheirNames() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:p/a")
            .service("docker:p/b")
            .link("docker:p/a", "docker:p/b", "1/tcp")
            .compose(
                """
                services:
                  a: {networks: [Netgen-A-B]}
                  b: {networks: [Netgen-A-B]}
                networks: {Netgen-A-B: {}}
                """);
    assertThat(emit(sketch).files().get(1).content())
        .containsPattern("  netgen-a-b-[0-9a-f]{8}:\n    internal: true\n");
  }

  @Test
  void whatItWroteIsReadAgainWithTheSameNamesAndSubnets() {
    GraphSketch sketch = ComposeSamples.shop();
    String first = emit(sketch.compose(ComposeSamples.SHOP_FILE)).files().get(1).content();
    String again = emit(sketch.compose(first)).files().get(1).content();
    assertThat(again.lines().filter(line -> line.contains("subnet:") || line.contains("ng-")))
        .containsExactlyElementsOf(
            first.lines().filter(l -> l.contains("subnet:") || l.contains("ng-")).toList());
  }

  @Test
  void fiveHundredServices() {
    Random random = new Random(6);
    GraphSketch sketch = new GraphSketch();
    StringBuilder file = new StringBuilder("services:\n");
    for (int s = 0; s < 500; s++) {
      sketch.service("docker:p/s" + s, "p_default");
      file.append("  s").append(s).append(": {image: x}\n");
      for (int l = 0; l < 6; l++) {
        int to = (s + 1 + 83 * l + random.nextInt(83)) % 500;
        sketch.link("docker:p/s" + s, "docker:p/s" + to, "80/tcp");
      }
    }
    Emission emission = emit(sketch.compose(file.toString()));
    assertThat(emission.notes()).noneMatch(note -> note.text().contains("fewer might do"));
    assertThat(emission.files().get(1).content().lines().filter(l -> l.contains("- subnet:")))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(2_500);
  }

  @Test
  void anUnresolvedEndCountsOnlyWhenWaived() {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:shop/web")
            .link("docker:shop/web", "unresolved:192.0.2.1", "80/tcp");
    assertThat(text(emit(sketch))).doesNotContain("netgen-out-web");
    assertThat(text(emit(sketch.allowUnresolved())))
        .contains("  netgen-out-web:\n    driver_opts:\n");
  }

  @Test
  void containersWithoutLinkAreLeftOut() {
    GraphSketch sketch = ComposeSamples.shop().service("docker:intruder").service("docker:x/y");
    sketch.observed("docker:x/y");
    assertThat(text(emit(sketch))).doesNotContain("intruder");
    assertThat(emit(sketch).notes()).filteredOn(n -> n.text().endsWith("left out")).hasSize(2);
  }

  @Test
  void rivalNamesStayApart() {
    Emission emission =
        emit(
            new GraphSketch()
                .link("docker:p/a-b", "docker:p/c", "1/tcp")
                .link("docker:p/a", "docker:p/b-c", "1/tcp")
                .service("docker:p/a-b")
                .service("docker:p/a")
                .service("docker:p/b-c")
                .service("docker:p/c"));
    assertThat(text(emission).lines().filter(line -> line.matches("  netgen-a-b-c-[0-9a-f]{8}:")))
        .hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: 1                                                               | no services
          services: {a: {extends: b}}                                        | service a uses extends
          services: {a: {network_mode: bridge}}                              | service a uses network_mode bridge: compose.yaml line 1;
          services: {a: {network_mode: 'service:c'}, b: {}}                  | service a shares the network of c
          services: {a: {network_mode: 'container:c'}, b: {}}                | service a shares the network of c
          services: {a: {network_mode: 'service:a'}, b: {}}                  | service a shares the network of a
          services: {a: {network_mode: 'service:b'}, b: {network_mode: 'service:a'}} | service a shares its own network in a circle
          services: {a: {network_mode: [x]}}                                 | network_mode of service a
          services: {a: {network_mode: host, networks: [x]}}                 | service a has both
          services: {a: {external_links: [x]}}                               | service a uses external_links
          services: {a: {ports: x}, b: {}}                                   | ports of service a are no list
          services: {a: {ports: ["80:${PORT}"]}, b: {}}                      | ports of service a: "80:${PORT}"
          services: {a: {ports: [22:22]}, b: {}}                             | ports of service a: 22:22 is one number
          services: {a: {ports: ["80:99999"]}, b: {}}                        | ports of service a: "99999/tcp" is no port
          services: {a: {ports: ["80:80/x"]}, b: {}}                         | ports of service a: "80/x" is no port
          services: {a: {ports: [{published: 80}]}, b: {}}                   | ports of service a: "/tcp" is no port
          services: {a: {ports: ["90-80"]}, b: {}}                           | ports of service a: range "90-80"
          {include: [x.yaml], services: {a: {}}}                             | the file uses include
          services: {a: {networks: [x]}}                                     | service a is on undeclared network x
          {networks: {x: {external: true}}, services: {a: {networks: [x]}}}  | network x is external
          {networks: {x: {external: {name: y}}}, services: {a: {networks: [x]}}} | network x is external
          {networks: {default: {external: true}}, services: {a: {}}}         | network default is external
          {networks: {x: {driver: macvlan}}, services: {a: {networks: [x]}}} | network x has driver macvlan
          {version: '2', services: {a: {}}}                                  | version 2.0
          services: {a: 1}                                                   | service a is no mapping
          services: {a: {networks: x}}                                       | networks of service a
          services: {b: {}}                                                  | service a has links
          services: {a: {network_mode: none}, b: {}}                         | service a has links
          """)
  void filesThatCannotBeRewrittenAreRefused(String file, String line) {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:p/a")
            .service("docker:p/b")
            .link("docker:p/a", "docker:p/b", "1/tcp")
            .compose(file);
    assertThatThrownBy(() -> emit(sketch))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.kind()).isEqualTo(ProblemException.Kind.INPUT))
        .hasMessageStartingWith(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          docker:p/a  | docker:q/b      | several Compose projects
          docker:p/a  | docker:intruder | docker:intruder is no service
          docker:x    | docker:p/a      | docker:x is no service
          docker:p/$a | docker:p/b      | not a name Compose would accept
          docker:$p/a | docker:$p/b     | not a name Compose would accept
          """)
  void linksNoNetworkOfOneProjectExpressesAreRefused(String from, String to, String line) {
    GraphSketch sketch = new GraphSketch().link(from, to, "1/tcp");
    assertThatThrownBy(() -> emit(sketch))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(line);
  }

  @Test
  void aServiceWithoutAnyNetworkIsLeftAsItIs() {
    Emission emission =
        emit(
            new GraphSketch()
                .service("docker:p/a")
                .compose("services:\n  a: {image: a}\n  z: {image: z, network_mode: none}\n"));
    assertThat(emission.files().get(1).content()).contains("    network_mode: none\n");
    assertThat(emission.files().get(0).content()).doesNotContain("\"z\"");
  }

  static Emission emit(GraphSketch sketch) {
    return new ComposeTarget().emit(sketch.request());
  }

  private static String text(Emission emission) {
    List<String> texts = emission.files().stream().map(GeneratedFile::content).toList();
    return String.join("", texts);
  }
}
