package dev.netgen.generator.verify;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Verification.Unobserved;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts what is granted and was not observed, by workload and port. */
final class GrantCounts {
  private static final int OTHERS = 3;
  private static final int RULES = 10;

  private record Key(String workload, Direction direction, String ports)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::workload).thenComparing(Key::direction).thenComparing(Key::ports);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Sum {
    private final TreeSet<String> others = new TreeSet<>();
    private final TreeSet<String> rules = new TreeSet<>();
  }

  private final Set<String> workloads;

  GrantCounts(CommunicationGraph graph) {
    workloads =
        graph.peers().keySet().stream()
            .filter(id -> id.kind() == PeerKind.KUBERNETES)
            .map(PeerId::toString)
            .collect(Collectors.toSet());
  }

  /**
   * A workload's ports with those who may reach them; where the server is no workload, the client
   * with what it may reach.
   */
  ImmutableList<Unobserved> count(Iterable<Proof.Grant> grants) {
    TreeMap<Key, Sum> sums = new TreeMap<>();
    for (Proof.Grant grant : grants) {
      boolean outward = workloads.contains(grant.from()) && !workloads.contains(grant.to());
      for (String port : Splitter.on(',').split(grant.ports())) {
        Key key =
            outward
                ? new Key(grant.from(), Direction.EGRESS, port)
                : new Key(grant.to(), Direction.INGRESS, port);
        Sum sum = sums.computeIfAbsent(key, absent -> new Sum());
        sum.others.add(outward ? grant.to() : grant.from());
        sum.rules.addAll(grant.rules());
      }
    }
    ImmutableList.Builder<Unobserved> counted = ImmutableList.builder();
    sums.forEach(
        (key, sum) ->
            counted.add(
                new Unobserved(
                    key.workload(),
                    key.direction(),
                    key.ports(),
                    sum.others.size(),
                    sum.others.stream().limit(OTHERS).collect(ImmutableList.toImmutableList()),
                    sum.rules.stream().limit(RULES).collect(ImmutableList.toImmutableList()))));
    return counted.build();
  }
}
