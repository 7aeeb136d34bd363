package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposePropertyTest {
  @Test
  void randomProjectsShareNetworksExactlyWhereTheyTalk() {
    Random random = new Random(7);
    for (int run = 0; run < 2_000; run++) {
      int services = 1 + random.nextInt(12);
      double density = random.nextDouble() * random.nextDouble();
      List<String[]> links = links(random, services, density);
      CommunicationGraph graph = sketch(services, links).graph();

      String text = text(sketch(services, links));
      Collections.shuffle(links, random);
      assertThat(text(sketch(services, links))).isEqualTo(text);
      check(graph, new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }
  }

  private static void check(
      CommunicationGraph graph, Map<String, Map<String, Map<String, Object>>> file) {
    TreeMap<String, TreeSet<String>> members = new TreeMap<>();
    file.get("services")
        .forEach(
            (service, body) ->
                ((Map<?, ?>) body.get("networks"))
                    .keySet()
                    .forEach(
                        network ->
                            members
                                .computeIfAbsent((String) network, n -> new TreeSet<>())
                                .add(service)));
    assertThat(members.keySet()).isEqualTo(new TreeSet<>(file.get("networks").keySet()));

    checkNetworks(file.get("networks"));
    Set<String> sharing = new HashSet<>();
    Set<String> out = new HashSet<>();
    members.forEach(
        (network, on) -> {
          boolean internal = Boolean.TRUE.equals(file.get("networks").get(network).get("internal"));
          assertThat(internal || on.size() == 1).as(network).isTrue();
          on.forEach(a -> on.forEach(b -> sharing.add(a + " " + b)));
          if (!internal) {
            out.add(on.first());
          }
        });
    Set<String> talking = new HashSet<>();
    Set<String> outward = new HashSet<>();
    graph.peers().keySet().stream()
        .filter(id -> id.kind() == PeerKind.DOCKER)
        .forEach(id -> talking.add(id.shortName() + " " + id.shortName()));
    for (LinkKey link : graph.links().keySet()) {
      if (link.to().kind() == PeerKind.DOCKER && link.from().kind() == PeerKind.DOCKER) {
        talking.add(link.from().shortName() + " " + link.to().shortName());
        talking.add(link.to().shortName() + " " + link.from().shortName());
      } else {
        outward.add((link.to().kind() == PeerKind.DOCKER ? link.to() : link.from()).shortName());
      }
    }
    assertThat(sharing).isEqualTo(talking);
    assertThat(out).isEqualTo(outward);
    checkForwarding(file.get("services"));
  }

  private static void checkNetworks(Map<String, Map<String, Object>> networks) {
    List<Cidr> subnets = new ArrayList<>();
    Set<Object> bridges = new HashSet<>();
    networks.forEach(
        (name, settings) -> {
          assertThat(name).matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,59}");
          Map<?, ?> options = (Map<?, ?>) settings.get("driver_opts");
          Object bridge = options.get("com.docker.network.bridge.name");
          assertThat((String) bridge).matches("ng-[0-9a-f]{12}");
          bridges.add(bridge);
          Map<?, ?> config =
              (Map<?, ?>) ((List<?>) ((Map<?, ?>) settings.get("ipam")).get("config")).get(0);
          subnets.add(Cidr.parse((String) config.get("subnet")));
        });
    assertThat(bridges).hasSameSizeAs(networks.keySet());
    subnets.sort(null);
    for (int i = 1; i < subnets.size(); i++) {
      assertThat(subnets.get(i - 1).contains(subnets.get(i).base())).isFalse();
      assertThat(subnets.get(i - 1)).isNotEqualTo(subnets.get(i));
    }
  }

  private static void checkForwarding(Map<String, Map<String, Object>> services) {
    Map<String, Boolean> off = new HashMap<>();
    Map<String, Boolean> multiHomed = new HashMap<>();
    services.forEach(
        (service, body) -> {
          off.put(service, Map.of("net.ipv4.ip_forward", 0).equals(body.get("sysctls")));
          multiHomed.put(service, ((Map<?, ?>) body.get("networks")).size() > 1);
        });
    assertThat(off).isEqualTo(multiHomed);
  }

  private static String text(GraphSketch sketch) {
    return ComposeTargetTest.emit(sketch).files().get(0).content();
  }

  private static GraphSketch sketch(int services, List<String[]> links) {
    GraphSketch sketch = new GraphSketch();
    for (int s = 0; s < services; s++) {
      sketch.service("docker:p/s" + s, "p_default");
    }
    links.forEach(link -> sketch.link(link[0], link[1], link[2]));
    return sketch;
  }

  private static List<String[]> links(Random random, int services, double density) {
    List<String[]> links = new ArrayList<>();
    for (int a = 0; a < services; a++) {
      for (int b = 0; b < services; b++) {
        if (random.nextDouble() < density) {
          links.add(new String[] {"docker:p/s" + a, "docker:p/s" + b, "80/tcp"});
        }
      }
      if (random.nextDouble() < density) {
        links.add(new String[] {"docker:p/s" + a, "outside:x.example", "443/tcp"});
      }
      if (random.nextDouble() < density) {
        links.add(new String[] {"outside:internet", "docker:p/s" + a, "443/tcp"});
      }
    }
    return links;
  }
}
