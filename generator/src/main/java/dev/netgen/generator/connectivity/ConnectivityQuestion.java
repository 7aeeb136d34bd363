package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.connectivity.RuleIndex.Known;
import dev.netgen.model.connectivity.Verdict;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether one connection is allowed, with the policies and rules that decide. */
public final class ConnectivityQuestion {
  private final Manifests manifests;
  private final ImmutableList<PodShape> shapes;
  private final RuleIndex rules;

  /** Questions about these manifests. */
  public ConnectivityQuestion(Manifests manifests) {
    this.manifests = manifests;
    ImmutableSet<PodShape> all =
        manifests.workloads().stream()
            .flatMap(workload -> workload.shapes().stream())
            .collect(ImmutableSet.toImmutableSet());
    this.shapes = all.asList();
    this.rules = new RuleIndex(manifests, all);
  }

  private record End(String name, Optional<Integer> shape, Optional<AddressSpan> address) {}

  /** Pods of one workload that differ are asked one by one, up to so many. */
  private static final int MOST_SHAPES = 64;

  /**
   * The answer.
   *
   * @param from {@code namespace/name}, with {@code [Kind]} where several have the name, or an
   *     address outside
   * @param to likewise
   * @param port such as {@code 8080/tcp}
   * @throws ProblemException when an end is not known, or the manifests hold several of the name
   */
  public Verdict ask(String from, String to, Port port) {
    Set<Verdict> answers = new LinkedHashSet<>();
    for (End client : ends(from)) {
      for (End server : ends(to)) {
        answers.add(ask(client, server, port));
      }
    }
    if (answers.size() > 1) {
      throw ProblemException.input(
          "the pods of a workload are not all treated alike",
          from + " => " + to,
          "leave out the manifests of all but one of them, and ask again");
    }
    return answers.iterator().next();
  }

  private Verdict ask(End client, End server, Port port) {
    List<Verdict.Side> sides = new ArrayList<>();
    client
        .shape()
        .ifPresent(s -> sides.add(side(Direction.EGRESS, client, s, server, server, port)));
    server
        .shape()
        .ifPresent(s -> sides.add(side(Direction.INGRESS, server, s, client, server, port)));
    return new Verdict(client.name(), server.name(), port.toString(), ImmutableList.copyOf(sides));
  }

  private Verdict.Side side(
      Direction direction, End own, int shape, End peer, End server, Port port) {
    RuleIndex.Isolation isolation = rules.isolation(shape, direction);
    ImmutableSet<Map.Entry<String, Port>> named =
        server.shape().map(s -> shapes.get(s).ports()).orElse(ImmutableSet.of());
    ImmutableList<String> allowing =
        isolation.rules().stream()
            .filter(rule -> names(rule, peer) && rule.rule().ports(named).contains(port))
            .map(Known::text)
            .collect(ImmutableList.toImmutableList());
    return new Verdict.Side(
        own.name(),
        direction,
        !isolation.isolated() || !allowing.isEmpty(),
        isolation.policies(),
        allowing);
  }

  private static boolean names(Known rule, End peer) {
    return peer.shape().map(rule::names).or(() -> peer.address().map(rule::names)).orElse(false);
  }

  private List<End> ends(String text) {
    TreeMap<String, List<End>> found = new TreeMap<>();
    for (Workload workload : manifests.workloads()) {
      String name = workload.name();
      if (name.equals(text) || name.substring(0, name.lastIndexOf('[')).equals(text)) {
        found.put(
            name, workload.shapes().stream().limit(MOST_SHAPES).map(s -> end(name, s)).toList());
      }
    }
    if (found.size() > 1) {
      throw ProblemException.usage(
          "several workloads are called so",
          text,
          "name one of " + String.join(", ", found.keySet()));
    }
    return found.isEmpty() ? List.of(address(text)) : found.firstEntry().getValue();
  }

  private End end(String name, PodShape shape) {
    return new End(name, Optional.of(shapes.indexOf(shape)), Optional.empty());
  }

  private static End address(String text) {
    try {
      IpAddress address = IpAddress.parse(text);
      return new End(text, Optional.empty(), Optional.of(new AddressSpan(address, address)));
    } catch (IllegalArgumentException e) {
      throw ProblemException.usage(
          "neither a workload of these manifests nor an address",
          text,
          "name it as namespace/name, as netgen connectivity lists it");
    }
  }
}
