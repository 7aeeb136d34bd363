package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.connectivity.RuleIndex.Known;
import dev.netgen.model.connectivity.Connectivity;
import dev.netgen.model.connectivity.Connectivity.Connection;
import dev.netgen.model.graph.Direction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every connection that manifests allow, workload by workload. Pods that the same policies select,
 * that the same rules name and that have the same named ports are of one kind; each pair of kinds
 * is answered once.
 */
public final class ConnectivityMap {
  private record Kind(Object egress, Object ingress, BitSet named, Object ports) {}

  private final ImmutableList<PodShape> shapes;
  private final RuleIndex rules;
  private final Reach reach;
  private final Map<PodShape, Integer> kindOfShape = new HashMap<>();

  /** Workloads of the same kinds, by one shape of each kind. */
  private final Map<ImmutableSortedSet<Integer>, List<String>> groups = new LinkedHashMap<>();

  private final Map<PortSet, String> words = new HashMap<>();
  private final List<Connection> connections = new ArrayList<>();

  private ConnectivityMap(Manifests manifests) {
    ImmutableSet<PodShape> all =
        manifests.workloads().stream()
            .flatMap(workload -> workload.shapes().stream())
            .collect(ImmutableSet.toImmutableSet());
    this.shapes = all.asList();
    this.rules = new RuleIndex(manifests, all);
    this.reach = new Reach(rules, shapes);
    learnKinds();
    for (Workload workload : manifests.workloads()) {
      ImmutableSortedSet<Integer> kinds =
          workload.shapes().stream()
              .map(shape -> kindOfShape.getOrDefault(shape, 0))
              .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
      groups.computeIfAbsent(kinds, absent -> new ArrayList<>()).add(workload.name());
    }
  }

  /** What these manifests allow. */
  public static Connectivity of(Manifests manifests) {
    ConnectivityMap map = new ConnectivityMap(manifests);
    map.connect();
    map.connections.sort(Comparator.comparing(Connection::from).thenComparing(Connection::to));
    return new Connectivity(
        manifests.workloads().stream().map(Workload::name).collect(ImmutableList.toImmutableList()),
        ImmutableList.copyOf(map.connections));
  }

  /** The number of a kind is that of its first shape. */
  private void learnKinds() {
    List<Known> all = new ArrayList<>(rules.rules(Direction.EGRESS));
    all.addAll(rules.rules(Direction.INGRESS));
    List<BitSet> naming = new ArrayList<>();
    shapes.forEach(shape -> naming.add(new BitSet(all.size())));
    for (int i = 0; i < all.size(); i++) {
      int rule = i;
      all.get(i).named(shapes.size()).forEach(shape -> naming.get(shape).set(rule));
    }
    Map<Kind, Integer> kinds = new HashMap<>();
    for (int shape = 0; shape < shapes.size(); shape++) {
      Kind kind =
          new Kind(
              reach.isolation(shape, Direction.EGRESS).policies(),
              reach.isolation(shape, Direction.INGRESS).policies(),
              naming.get(shape),
              shapes.get(shape).ports());
      int first = shape;
      kindOfShape.put(shapes.get(shape), kinds.computeIfAbsent(kind, absent -> first));
    }
  }

  private void connect() {
    groups.forEach(
        (clients, from) ->
            groups.forEach((servers, to) -> pairs(from, to, words(between(clients, servers)))));
    for (AddressSpan span : IpBlocks.divide(blocks(Direction.INGRESS))) {
      groups.forEach(
          (servers, to) ->
              pairs(
                  ImmutableList.of(span.name()),
                  to,
                  words(union(servers.stream().map(s -> reach.from(span, s)).toList()))));
    }
    for (AddressSpan span : IpBlocks.divide(blocks(Direction.EGRESS))) {
      groups.forEach(
          (clients, from) ->
              pairs(
                  from,
                  ImmutableList.of(span.name()),
                  words(union(clients.stream().map(c -> reach.to(span, c)).toList()))));
    }
  }

  private ImmutableSet<IpBlocks.Block> blocks(Direction direction) {
    return rules.rules(direction).stream()
        .flatMap(rule -> rule.blocks().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  private PortSet between(
      ImmutableSortedSet<Integer> clients, ImmutableSortedSet<Integer> servers) {
    List<PortSet> parts = new ArrayList<>();
    for (int client : clients) {
      for (int server : servers) {
        parts.add(reach.between(client, server));
      }
    }
    return union(parts);
  }

  private static PortSet union(List<PortSet> parts) {
    return parts.size() == 1 ? parts.get(0) : PortSet.union(parts);
  }

  /** What is printed for these ports; empty for none. */
  private String words(PortSet ports) {
    return ports.isEmpty() ? "" : words.computeIfAbsent(ports, PortSet::words);
  }

  private void pairs(List<String> from, List<String> to, String ports) {
    if (ports.isEmpty()) {
      return;
    }
    for (String client : from) {
      for (String server : to) {
        if (!client.equals(server)) {
          connections.add(new Connection(client, server, ports));
        }
      }
    }
  }
}
