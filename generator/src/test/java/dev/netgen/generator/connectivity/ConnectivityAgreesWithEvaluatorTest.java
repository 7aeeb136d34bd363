package dev.netgen.generator.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.Endpoint;
import dev.netgen.generator.verify.PlainEvaluator;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The list against the evaluator of the proofs, which reads policies by another way and answers
 * pair by pair: random worlds, every pair, some ports.
 */
class ConnectivityAgreesWithEvaluatorTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final List<String> PORTS = List.of("80/tcp", "81/tcp", "53/udp", "8080/tcp");

  @TempDir private Path folder;

  private record Pod(String namespace, String name, Map<String, String> labels, int http) {
    String yaml() {
      return "---\n{apiVersion: v1, kind: Pod, metadata: {namespace: %s, name: %s, labels: %s},"
              .formatted(namespace, name, flow(labels))
          + " spec: {containers: [{ports: [{name: http, containerPort: %d}]}]}}\n".formatted(http);
    }

    Endpoint endpoint() {
      return new Endpoint(
          Optional.of(
              new Endpoint.Pod(
                  namespace,
                  ImmutableMap.of("kubernetes.io/metadata.name", namespace),
                  ImmutableMap.copyOf(labels),
                  ImmutableSet.of(Map.entry("http", Port.parse(http + "/tcp"))))),
          ImmutableSet.of());
    }
  }

  private static String flow(Map<String, String> labels) {
    return "{"
        + String.join(
            ", ", labels.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList())
        + "}";
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String selector(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "{}";
      case 1 -> "{matchLabels: {x: " + any(random, NAMES) + "}}";
      case 2 -> "{matchLabels: {x: " + any(random, NAMES) + ", y: " + any(random, NAMES) + "}}";
      case 3 ->
          "{matchExpressions: [{key: "
              + any(random, List.of("x", "y", "z"))
              + ", operator: "
              + any(random, List.of("Exists", "DoesNotExist"))
              + "}]}";
      default ->
          "{matchExpressions: [{key: x, operator: "
              + any(random, List.of("In", "NotIn"))
              + ", values: ["
              + any(random, NAMES)
              + ", "
              + any(random, NAMES)
              + "]}]}";
    };
  }

  private static String peer(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "{podSelector: " + selector(random) + "}";
      case 1 -> "{namespaceSelector: {}}";
      case 2 ->
          "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: n"
              + random.nextInt(3)
              + "}}, podSelector: "
              + selector(random)
              + "}";
      case 3 -> "{ipBlock: {cidr: 10.0.0.0/8, except: [10." + random.nextInt(4) + ".0.0/16]}}";
      default -> "{ipBlock: {cidr: 10." + random.nextInt(4) + ".0.0/15}}";
    };
  }

  private static String rule(Random random, String peers) {
    String who =
        random.nextInt(5) == 0 ? "" : peers + ": [" + peer(random) + ", " + peer(random) + "]";
    String ports =
        any(
            random,
            List.of(
                "",
                "ports: [{port: 80}]",
                "ports: [{port: http}, {port: 53, protocol: UDP}]",
                "ports: [{port: 80, endPort: 81}]",
                "ports: [{protocol: UDP}]"));
    return "{" + who + (who.isEmpty() || ports.isEmpty() ? "" : ", ") + ports + "}";
  }

  private static String policy(Random random, int number) {
    return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {namespace: n"
        + random.nextInt(3)
        + ", name: p"
        + number
        + "}\nspec:\n  podSelector: "
        + selector(random)
        + "\n  policyTypes: "
        + any(random, List.of("[]", "[Ingress]", "[Egress]", "[Ingress, Egress]"))
        + "\n  ingress: ["
        + rule(random, "from")
        + "]\n  egress: ["
        + (random.nextBoolean() ? rule(random, "to") : "")
        + "]\n";
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyPairOfARandomWorld(long seed) throws IOException {
    Random random = new Random(seed);
    List<Pod> pods = new ArrayList<>();
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      Pod pod =
          new Pod(
              "n" + random.nextInt(3),
              "pod" + i,
              Map.of("x", any(random, NAMES), any(random, List.of("y", "z")), any(random, NAMES)),
              random.nextBoolean() ? 80 : 8080);
      pods.add(pod);
      yaml.append(pod.yaml());
    }
    List<NetworkPolicy> policies = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String policy = policy(random, i);
      policies.add(YAML.readValue(policy, NetworkPolicy.class));
      yaml.append("---\n").append(policy);
    }
    Path file = Files.writeString(folder.resolve("world.yaml"), yaml);
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(manifests.broken()).isEmpty();
    compare(manifests, pods, new PlainEvaluator(policies));
  }

  private static void compare(Manifests manifests, List<Pod> pods, PlainEvaluator evaluator) {
    ConnectivityQuestion questions = new ConnectivityQuestion(manifests);
    Map<String, String> listed =
        ConnectivityMap.of(manifests).connections().stream()
            .collect(ImmutableMap.toImmutableMap(c -> c.from() + c.to(), c -> c.ports()));
    for (Pod from : pods) {
      for (Pod to : pods) {
        if (!from.equals(to)) {
          pair(questions, listed, evaluator, from, to);
        }
      }
      for (String address : List.of("10.0.0.1", "10.2.9.9", "11.0.0.1")) {
        Endpoint outside =
            new Endpoint(Optional.empty(), ImmutableSet.of(Cidr.parse(address + "/32")));
        for (String text : PORTS) {
          Port port = Port.parse(text);
          assertThat(questions.ask(address, full(from), port).allowed())
              .as("%s => %s %s", address, from, text)
              .isEqualTo(evaluator.connection(outside, from.endpoint(), port).allowed());
          assertThat(questions.ask(full(from), address, port).allowed())
              .as("%s => %s %s", from, address, text)
              .isEqualTo(evaluator.connection(from.endpoint(), outside, port).allowed());
        }
      }
    }
  }

  private static String full(Pod pod) {
    return pod.namespace() + "/" + pod.name() + "[Pod]";
  }

  private static void pair(
      ConnectivityQuestion questions,
      Map<String, String> listed,
      PlainEvaluator evaluator,
      Pod from,
      Pod to) {
    String ports = listed.getOrDefault(full(from) + full(to), "");
    for (String text : PORTS) {
      Port port = Port.parse(text);
      boolean expected = evaluator.connection(from.endpoint(), to.endpoint(), port).allowed();
      assertThat(questions.ask(full(from), full(to), port).allowed())
          .as("%s => %s %s", from, to, text)
          .isEqualTo(expected);
      assertThat(holds(ports, port))
          .as("%s => %s %s: %s", from, to, text, ports)
          .isEqualTo(expected);
    }
  }

  /** Reads the words of the list back. */
  private static boolean holds(String words, Port port) {
    if (words.equals("All Connections")) {
      return true;
    }
    for (String part : words.split("; ", -1)) {
      if (part.startsWith(port.transport() + " ")) {
        for (String span : part.substring(part.indexOf(' ') + 1).split(",", -1)) {
          String[] ends = span.split("-", -1);
          if (port.number() >= Integer.parseInt(ends[0])
              && port.number() <= Integer.parseInt(ends[ends.length - 1])) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
