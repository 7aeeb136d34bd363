package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The indexed evaluator against a plain one, which asks every policy, rule and address by itself:
 * random worlds with pods that have addresses, outside addresses and ranges of both families.
 */
class EvaluatorAgainstOracleTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> VALUES = List.of("a", "b", "c");
  private static final List<String> ASKED =
      List.of("80/tcp", "81/tcp", "8080/tcp", "53/udp", "80/sctp", "65535/udp");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 150);
  }

  private final List<Endpoint> ends = new ArrayList<>();

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String labels(Random random) {
    return "{x: " + any(random, VALUES) + (random.nextBoolean() ? ", y: a}" : "}");
  }

  private static String selector(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "{}";
      case 1, 2 -> "{matchLabels: " + labels(random) + "}";
      case 3 -> "{matchExpressions: [{key: y, operator: " + exists(random) + "}]}";
      case 4 ->
          "{matchLabels: {x: a}, matchExpressions: [{key: y, operator: " + exists(random) + "}]}";
      default ->
          "{matchExpressions: [{key: x, operator: %s, values: [%s, %s]}]}"
              .formatted(
                  any(random, List.of("In", "NotIn")), any(random, VALUES), any(random, VALUES));
    };
  }

  private static String exists(Random random) {
    return any(random, List.of("Exists", "DoesNotExist"));
  }

  private static String block(Random random) {
    boolean v6 = random.nextBoolean();
    int prefix = 1 + random.nextInt(4);
    String base =
        (v6 ? "2001:db8::" : "10.0.0.") + Integer.toString(random.nextInt(16), v6 ? 16 : 10);
    int longest = v6 ? 128 : 32;
    Cidr cidr = Cidr.parse(base + "/" + (longest - prefix));
    IpAddress at = cidr.base();
    String except =
        random.nextBoolean()
            ? ""
            : ", except: ['"
                + new Cidr(
                    new IpAddress(at.high(), at.low() + random.nextInt(1 << prefix), v6),
                    longest - random.nextInt(prefix))
                + "']";
    return "{ipBlock: {cidr: '" + cidr + "'" + except + "}}";
  }

  private static String peer(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "{podSelector: " + selector(random) + "}";
      case 1 -> "{namespaceSelector: " + space(random) + "}";
      case 2 -> "{namespaceSelector: " + space(random) + ", podSelector: " + selector(random) + "}";
      default -> block(random);
    };
  }

  private static String space(Random random) {
    return any(
        random,
        List.of(
            "{}",
            "{matchLabels: {kubernetes.io/metadata.name: n0}}",
            "{matchExpressions: [{key: team, operator: Exists}]}"));
  }

  private static String rule(Random random, String peers) {
    String who =
        switch (random.nextInt(6)) {
          case 0 -> "";
          case 1 -> peers + ": [], ";
          default -> peers + ": [" + peer(random) + ", " + peer(random) + "], ";
        };
    return "{"
        + who
        + any(
            random,
            List.of(
                "ports: []",
                "ports: [{port: 80}]",
                "ports: [{port: http}, {port: 53, protocol: UDP}]",
                "ports: [{port: 80, endPort: 81}, {port: 80, protocol: SCTP}]",
                "ports: [{protocol: UDP}]"))
        + "}";
  }

  private static String policy(Random random, int number) {
    String types =
        any(
            random,
            List.of(
                "", "policyTypes: [], ", "policyTypes: [Egress], ", "policyTypes: [Ingress], "));
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: n"
        + random.nextInt(3)
        + ", name: p"
        + number
        + "}, spec: {podSelector: "
        + selector(random)
        + ", "
        + types
        + "ingress: ["
        + rule(random, "from")
        + ", "
        + rule(random, "from")
        + "], egress: ["
        + (random.nextBoolean() ? rule(random, "to") + ", " + rule(random, "to") : "")
        + "]}}";
  }

  private static Endpoint pod(Random random, int number) {
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    labels.put("x", any(random, VALUES));
    if (random.nextBoolean()) {
      labels.put("y", "a");
    }
    int space = number % 3;
    ImmutableMap<String, String> spaceLabels =
        space == 2
            ? ImmutableMap.of("kubernetes.io/metadata.name", "n2", "team", "t")
            : ImmutableMap.of("kubernetes.io/metadata.name", "n" + space);
    ImmutableSet<Map.Entry<String, Port>> ports =
        random.nextBoolean()
            ? ImmutableSet.of(
                Map.entry("http", Port.parse("8080/tcp")), Map.entry("http", Port.parse("81/tcp")))
            : ImmutableSet.of(Map.entry("http", Port.parse("80/tcp")));
    ImmutableSet<Cidr> addresses =
        random.nextBoolean()
            ? ImmutableSet.of()
            : ImmutableSet.of(Cidr.parse("10.0.0." + number + "/32"));
    return new Endpoint(
        Optional.of(new Endpoint.Pod("n" + space, spaceLabels, labels.buildOrThrow(), ports)),
        addresses);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnEveryPairAndPort(long seed) throws IOException {
    Random random = new Random(seed);
    List<NetworkPolicy> plain = new ArrayList<>();
    List<IsolationPolicy> compiled = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      JsonNode policy = PolicyReader.policy(YAML.readTree(policy(random, i)), "test");
      plain.add(YAML.treeToValue(policy, NetworkPolicy.class));
      compiled.add(PolicyCompiler.compile(policy, "test"));
    }
    ends.clear();
    for (int i = 0; i < 8; i++) {
      ends.add(pod(random, i));
    }
    for (String range :
        List.of("10.0.0.3/32", "10.0.0.0/30", "10.0.0.0/28", "2001:db8::/124", "2001:db8::8/126")) {
      ends.add(Endpoint.outside(ImmutableSet.of(Cidr.parse(range))));
    }
    compare(new PolicyEvaluator(compiled), new PlainEvaluator(plain));
  }

  private void compare(PolicyEvaluator fast, PlainEvaluator slow) {
    for (Endpoint own : ends.subList(0, 8)) {
      for (Endpoint peer : ends) {
        for (String asked : ASKED) {
          Port port = Port.parse(asked);
          for (Direction direction : Direction.values()) {
            Endpoint server = direction == Direction.EGRESS ? peer : own;
            boolean all =
                addresses(peer).stream()
                    .allMatch(
                        one ->
                            slow.direction(
                                    direction,
                                    own,
                                    one,
                                    direction == Direction.EGRESS ? one : own,
                                    port)
                                .allowed());
            assertThat(fast.direction(direction, own, peer, server, port).allowed())
                .as("%s %s %s %s", direction, own, peer, asked)
                .isEqualTo(all);
          }
        }
      }
    }
  }

  /** Every address of a small range by itself. */
  private static List<Endpoint> addresses(Endpoint end) {
    if (end.pod().isPresent()) {
      return List.of(end);
    }
    List<Endpoint> all = new ArrayList<>();
    for (Cidr range : end.ranges()) {
      IpAddress base = range.base();
      for (int i = 0; i < 1 << (base.bits() - range.prefix()); i++) {
        all.add(
            Endpoint.outside(
                ImmutableSet.of(Cidr.of(new IpAddress(base.high(), base.low() + i, base.v6())))));
      }
    }
    return all;
  }
}
