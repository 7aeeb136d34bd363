package dev.netgen.generator.packets;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Worlds by lot, the same for the same seed: all that rules can say, in any combination. */
final class RandomWorlds {
  private static final ImmutableList<String> VALUES = ImmutableList.of("a", "b", "c");
  private static final ImmutableList<String> OUTSIDE =
      ImmutableList.of("10.8.0.5", "10.9.0.5", "203.0.113.7", "2001:db8:1::5", "2001:db8:2::5");
  private static final ImmutableList<String> BLOCKS =
      ImmutableList.of(
          "cidr: 0.0.0.0/0",
          "cidr: 0.0.0.0/0, except: [10.8.0.0/15, 10.77.0.0/29]",
          "cidr: 10.8.0.0/15, except: [10.9.0.0/24]",
          "cidr: 10.77.0.0/24, except: [10.77.0.4/30, 10.77.0.2/32]",
          "cidr: '::/0', except: ['fd77::/125']",
          "cidr: 'fd77::/120', except: ['fd77::4/126', 'fd77::9/128']",
          "cidr: '2001:db8::/32', except: ['2001:db8:2::/48']");
  private static final ImmutableList<String> PORTS =
      ImmutableList.of("80/tcp", "81/tcp", "8080/tcp", "53/udp", "81/udp", "80/sctp");
  private static final int PODS = 9;
  private static final int POLICIES = 8;

  private final Random random;

  private RandomWorlds(long seed) {
    random = new Random(seed);
  }

  static PodWorld of(long seed) {
    return new RandomWorlds(seed).world(seed);
  }

  private PodWorld world(long seed) {
    List<Host> pods = new ArrayList<>();
    for (int i = 0; i < PODS; i++) {
      pods.add(pod(i));
    }
    StringBuilder policies = new StringBuilder(GeneratedFile.MARKER + "\n");
    for (int i = 0; i < POLICIES; i++) {
      policies.append("---\n").append(policy(i));
    }
    return PodWorld.of(
        "random " + seed,
        pods,
        OUTSIDE,
        List.of(new GeneratedFile("random.yaml", policies.toString())),
        PORTS.stream().map(Port::parse).toList());
  }

  private Host pod(int number) {
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    labels.put("x", any(VALUES));
    if (random.nextBoolean()) {
      labels.put("y", any(VALUES));
    }
    int space = number % 3;
    ImmutableSetMultimap.Builder<String, Port> ports = ImmutableSetMultimap.builder();
    if (random.nextInt(4) > 0) {
      ports.put("http", Port.parse(any(ImmutableList.of("80/tcp", "8080/tcp"))));
      ports.put("http", Port.parse("81/udp"));
    }
    return Host.pod("pod" + number, "n" + space, labels.buildOrThrow())
        .withNamespaceLabels(space == 2 ? ImmutableMap.of("team", "t") : ImmutableMap.of())
        .withPorts(ports.build());
  }

  private String policy(int number) {
    String types =
        any(
            ImmutableList.of(
                "",
                "policyTypes: [], ",
                "policyTypes: [Egress], ",
                "policyTypes: [Ingress], ",
                "policyTypes: [Ingress, Egress], "));
    String ingress = "ingress: [" + rule("from") + ", " + rule("from") + "]";
    String egress = random.nextInt(3) == 0 ? "" : rule("to") + ", " + rule("to");
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: n"
        + random.nextInt(3)
        + (", name: p" + number + "}, spec: {podSelector: " + selector() + ", " + types)
        + (ingress + ", egress: [" + egress + "]}}\n");
  }

  private String rule(String peers) {
    String who =
        switch (random.nextInt(8)) {
          case 0 -> "";
          case 1 -> peers + ": [], ";
          default -> peers + ": [" + peer() + ", " + peer() + "], ";
        };
    return "{" + who + "ports: " + ports() + "}";
  }

  private String ports() {
    return any(
        ImmutableList.of(
            "[]",
            "[{port: 80}]",
            "[{port: http}, {port: 53, protocol: UDP}]",
            "[{port: http, protocol: UDP}, {port: 80, protocol: SCTP}]",
            "[{port: 80, endPort: 81}]",
            "[{port: 81, endPort: 9000, protocol: TCP}]",
            "[{protocol: UDP}]",
            "[{protocol: SCTP}, {port: 8080}]"));
  }

  private String peer() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "{podSelector: " + selector() + "}";
      case 2 -> "{namespaceSelector: " + space() + "}";
      case 3 -> "{namespaceSelector: " + space() + ", podSelector: " + selector() + "}";
      default -> "{ipBlock: {" + any(BLOCKS) + "}}";
    };
  }

  private String space() {
    return any(
        ImmutableList.of(
            "{}",
            "{matchLabels: {kubernetes.io/metadata.name: n0}}",
            "{matchExpressions: [{key: team, operator: Exists}]}",
            "{matchExpressions: [{key: team, operator: NotIn, values: [t]}]}"));
  }

  private String selector() {
    return switch (random.nextInt(6)) {
      case 0 -> "{}";
      case 1, 2 -> "{matchLabels: {x: " + any(VALUES) + "}}";
      case 3 -> "{matchLabels: {x: " + any(VALUES) + ", y: " + any(VALUES) + "}}";
      case 4 ->
          "{matchExpressions: [{key: y, operator: "
              + (random.nextBoolean() ? "Exists" : "DoesNotExist")
              + "}]}";
      default ->
          "{matchExpressions: [{key: y, operator: "
              + (random.nextBoolean() ? "In" : "NotIn")
              + (", values: [" + any(VALUES) + ", " + any(VALUES) + "]}]}");
    };
  }

  private <T> T any(ImmutableList<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
