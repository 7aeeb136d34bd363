package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.graph.Direction;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Policies that are the whole state, by the pods they isolate. For several threads at once. */
final class PolicySet {
  /** Places in {@link #policies}. */
  private record Selected(Direction direction, ImmutableList<Integer> policies) {}

  /** Asked for every pod: spelt out, since a record's own go through method handles. */
  private record Shape(String namespace, ImmutableMap<String, String> labels, Direction direction) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Shape shape
          && direction == shape.direction
          && namespace.equals(shape.namespace)
          && labels.equals(shape.labels);
    }

    @Override
    public int hashCode() {
      return 31 * namespace.hashCode()
          + labels.hashCode()
          + (direction == Direction.EGRESS ? 1 : 0);
    }
  }

  private static final Isolation OPEN_EGRESS = new Isolation(ImmutableList.of(), Direction.EGRESS);
  private static final Isolation OPEN_INGRESS =
      new Isolation(ImmutableList.of(), Direction.INGRESS);

  private final ImmutableList<IsolationPolicy> policies;
  private final ImmutableMap<String, LabelIndex<Integer>> byNamespace;
  private final Map<Shape, Isolation> byShape = new ConcurrentHashMap<>();
  private final Map<Selected, Isolation> isolations = new ConcurrentHashMap<>();

  PolicySet(Iterable<IsolationPolicy> all) {
    policies =
        ImmutableList.sortedCopyOf(
            Comparator.comparing(IsolationPolicy::fullName).thenComparing(IsolationPolicy::where),
            all);
    ImmutableListMultimap.Builder<String, Integer> places = ImmutableListMultimap.builder();
    for (int i = 0; i < policies.size(); i++) {
      places.put(policies.get(i).namespace(), i);
    }
    ImmutableMap.Builder<String, LabelIndex<Integer>> index = ImmutableMap.builder();
    places
        .build()
        .asMap()
        .forEach(
            (name, here) -> index.put(name, new LabelIndex<>(here, i -> policies.get(i).pods())));
    this.byNamespace = index.buildOrThrow();
  }

  /** These policies as the enforcer of this world takes them. */
  static PolicySet in(KubernetesWorld world, Iterable<IsolationPolicy> policies) {
    Enforcer enforcer = world.enforcer();
    ClusterPorts cluster = new ClusterPorts(KubernetesGrants.pods(world));
    ImmutableList.Builder<IsolationPolicy> taken = ImmutableList.builder();
    policies.forEach(policy -> taken.add(policy.under(enforcer, cluster)));
    return new PolicySet(taken.build());
  }

  /** All policies, sorted by name. */
  ImmutableList<IsolationPolicy> policies() {
    return policies;
  }

  /** What isolates this pod in this direction. */
  Isolation isolation(Endpoint.Pod pod, Direction direction) {
    if (!pod.isolable()) {
      return direction == Direction.EGRESS ? OPEN_EGRESS : OPEN_INGRESS;
    }
    Shape shape = new Shape(pod.namespace(), pod.labels(), direction);
    Isolation known = byShape.get(shape);
    if (known == null) {
      known = find(pod, direction);
      byShape.put(shape, known);
    }
    return known;
  }

  private Isolation find(Endpoint.Pod pod, Direction direction) {
    TreeSet<Integer> selecting = new TreeSet<>();
    LabelIndex<Integer> here = byNamespace.get(pod.namespace());
    if (here != null) {
      here.picking(
          pod.labels(),
          i -> {
            if (policies.get(i).rules().containsKey(direction)) {
              selecting.add(i);
            }
          });
    }
    return isolations.computeIfAbsent(
        new Selected(direction, ImmutableList.copyOf(selecting)),
        selected ->
            new Isolation(
                selected.policies().stream()
                    .map(policies::get)
                    .collect(ImmutableList.toImmutableList()),
                direction));
  }

  /** The names of these policies, each once. */
  static ImmutableSet<String> names(Iterable<IsolationPolicy> policies) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    policies.forEach(policy -> names.add(policy.fullName()));
    return names.build();
  }
}
