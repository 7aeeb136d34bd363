package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.proof.Proof;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What pods may of one another. Only pairs that a rule names are looked at one by one; pods that
 * nothing isolates are told together where they are many.
 */
final class PairGrants {
  /** Most pods of which every ordered pair is listed. */
  static final int MATRIX = 100;

  /** Most pairs told one by one; the rest is told by their number. */
  private static final int PAIRS = 1_000_000;

  private final ImmutableList<Peer> peers;
  private final Population population;
  private final ObservedPorts observed;
  private final ImmutableList<Isolation> egress;
  private final ImmutableList<Isolation> ingress;
  private final ImmutableList<Optional<BitSet>> admitted;
  private final BitSet free;

  PairGrants(
      ImmutableList<Peer> peers,
      Population population,
      PolicySet policies,
      ObservedPorts observed) {
    this.peers = peers;
    this.population = population;
    this.observed = observed;
    this.egress = ofPods(i -> policies.isolation(population.pod(i), Direction.EGRESS));
    this.ingress = ofPods(i -> policies.isolation(population.pod(i), Direction.INGRESS));
    this.admitted = ofPods(i -> named(ingress.get(i)));
    this.free = new BitSet(peers.size());
    for (int i = 0; i < peers.size(); i++) {
      free.set(i, !ingress.get(i).isolated());
    }
  }

  /** What is asked about every pod, on all cores; in the pods' order. */
  private <T> ImmutableList<T> ofPods(IntFunction<T> asked) {
    return IntStream.range(0, peers.size())
        .parallel()
        .mapToObj(asked)
        .collect(ImmutableList.toImmutableList());
  }

  /** The pods that an isolation's rules name; empty where it isolates nobody. */
  private Optional<BitSet> named(Isolation isolation) {
    if (!isolation.isolated()) {
      return Optional.empty();
    }
    BitSet named = new BitSet(peers.size());
    isolation.rules().forEach(rule -> population.addNamed(rule, named));
    return Optional.of(named);
  }

  /** The answer for every ordered pair, the same workload's replicas included; none for many. */
  ImmutableList<Proof.Reach> matrix() {
    ImmutableList.Builder<Proof.Reach> all = ImmutableList.builder();
    if (peers.size() <= MATRIX) {
      for (int from = 0; from < peers.size(); from++) {
        for (int to = 0; to < peers.size(); to++) {
          all.add(
              new Proof.Reach(
                  peers.get(from).id().toString(),
                  peers.get(to).id().toString(),
                  open(from, to).toString()));
        }
      }
    }
    return all.build();
  }

  /** Everything allowed between two pods that no link covers, by client and server. */
  void each(Consumer<Proof.Grant> grants) {
    BitSet open = new BitSet(peers.size());
    for (int i = 0; i < peers.size(); i++) {
      open.set(i, !egress.get(i).isolated());
    }
    boolean together = (long) open.cardinality() * free.cardinality() > MATRIX * MATRIX;
    if (together) {
      grants.accept(
          new Proof.Grant(
              "any of " + open.cardinality() + " workloads not isolated for egress",
              "any of " + free.cardinality() + " workloads not isolated for ingress",
              PortRanges.ALL.toString(),
              "neither side is isolated: not observed in that direction"));
    }
    long left = 0;
    for (Told told : told(together)) {
      told.grants().forEach(grants);
      left += told.left();
    }
    if (left > 0) {
      grants.accept(
          new Proof.Grant(
              "any workload", "any workload", "some ports", left + " further pairs at most"));
    }
  }

  /**
   * What is told of one client.
   *
   * @param left how many of its servers are not told of
   */
  private record Told(ImmutableList<Proof.Grant> grants, int left) {}

  /** Of each client in order, of all together no more pairs than {@link #PAIRS}. */
  private ImmutableList<Told> told(boolean withoutFree) {
    ImmutableList<BitSet> servers = ofPods(from -> candidates(from, withoutFree));
    int[] most = new int[servers.size()];
    int rest = PAIRS;
    for (int from = 0; from < most.length; from++) {
      most[from] = Math.min(rest, servers.get(from).cardinality());
      rest -= most[from];
    }
    return ofPods(from -> told(from, servers.get(from), most[from]));
  }

  private Told told(int from, BitSet servers, int most) {
    ImmutableList.Builder<Proof.Grant> grants = ImmutableList.builder();
    servers.stream().limit(most).forEach(to -> grant(from, to, grants::add));
    return new Told(grants.build(), servers.cardinality() - most);
  }

  /** The pods that the client's side and the server's side both may allow. */
  private BitSet candidates(int from, boolean withoutFree) {
    BitSet candidates =
        named(egress.get(from))
            .orElseGet(
                () -> {
                  BitSet all = new BitSet(peers.size());
                  all.set(0, peers.size());
                  if (withoutFree) {
                    all.andNot(free);
                  }
                  return all;
                });
    for (int to = candidates.nextSetBit(0); to >= 0; to = candidates.nextSetBit(to + 1)) {
      Optional<BitSet> clients = admitted.get(to);
      if (clients.isPresent() && !clients.get().get(from)) {
        candidates.clear(to);
      }
    }
    return candidates;
  }

  private void grant(int from, int to, Consumer<Proof.Grant> grants) {
    PeerId client = peers.get(from).id();
    PeerId server = peers.get(to).id();
    PortRanges open = open(from, to);
    PortRanges granted =
        open.equals(PortRanges.ALL) ? open : open.without(observed.between(client, server));
    Map<ImmutableList<String>, PortRanges> byRules = new LinkedHashMap<>();
    for (PortRanges part : granted.parts()) {
      byRules.merge(rules(from, to, part), part, PortRanges::with);
    }
    byRules.forEach(
        (rules, ports) ->
            grants.accept(
                new Proof.Grant(
                    client.toString(),
                    server.toString(),
                    ports.toString(),
                    why(egress.get(from).isolated(), ingress.get(to).isolated()),
                    rules)));
  }

  /** The rules of both sides that allow some of these ports. */
  private ImmutableList<String> rules(int from, int to, PortRanges ports) {
    TreeSet<IsolationRule.Name> rules = new TreeSet<>();
    naming(egress.get(from), to, to, ports, rules);
    naming(ingress.get(to), from, to, ports, rules);
    return rules.stream()
        .map(IsolationRule.Name::toString)
        .collect(ImmutableList.toImmutableList());
  }

  private static String why(boolean egress, boolean ingress) {
    if (!egress && !ingress) {
      return "neither side is isolated: not observed in that direction";
    }
    return egress && ingress
        ? "rules of both sides allow it"
        : "only the " + (egress ? "client" : "server") + " is isolated, and its rules allow it";
  }

  /** Which of the server's ports the client reaches. */
  private PortRanges open(int from, int to) {
    PortRanges out = side(egress.get(from), to, to);
    return out.isEmpty() ? out : out.and(side(ingress.get(to), from, to));
  }

  private PortRanges side(Isolation isolation, int peer, int server) {
    if (!isolation.isolated()) {
      return PortRanges.ALL;
    }
    PortRanges open = PortRanges.NONE;
    for (IsolationRule rule : isolation.naming(population.pod(peer))) {
      open = open.with(rule.open(population.pod(server).ports()));
    }
    return open;
  }

  private void naming(
      Isolation isolation,
      int peer,
      int server,
      PortRanges granted,
      Set<IsolationRule.Name> names) {
    for (IsolationRule rule : isolation.naming(population.pod(peer))) {
      if (!rule.open(population.pod(server).ports()).and(granted).isEmpty()) {
        names.add(rule.name());
      }
    }
  }
}
