package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.graph.Direction;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which rules hold for which shapes of pods, and which shapes and spans each rule names. */
final class RuleIndex {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /**
   * A rule with whom it names looked up.
   *
   * @param policy the policy's full name
   * @param number its place in its section, from 1
   * @param rule the rule
   * @param namesPorts whether any of its ports is a name
   * @param numbered its ports, where none is a name
   * @param everybody whether it names everybody
   * @param shapes the shapes it names, by number
   * @param blocks the addresses it names
   */
  @SuppressWarnings("ReferenceEquality") // each rule is compiled once
  record Known(
      String policy,
      int number,
      Policy.Rule rule,
      boolean namesPorts,
      PortSet numbered,
      boolean everybody,
      BitSet shapes,
      ImmutableList<IpBlocks.Block> blocks) {
    static Known of(
        String policy, int number, Policy.Rule rule, BitSet shapes, List<IpBlocks.Block> blocks) {
      return new Known(
          policy,
          number,
          rule,
          rule.ports().stream().anyMatch(port -> !port.name().isEmpty()),
          rule.ports(ImmutableSet.of()),
          rule.peers().isEmpty(),
          shapes,
          ImmutableList.copyOf(blocks));
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return 31 * policy.hashCode() + number;
    }

    /** {@code namespace/policy rule 2}. */
    String text() {
      return policy + " rule " + number;
    }

    boolean names(int shape) {
      return everybody || shapes.get(shape);
    }

    /** The shapes it names, of so many. */
    IntStream named(int ofShapes) {
      return everybody ? IntStream.range(0, ofShapes) : shapes.stream();
    }

    boolean names(AddressSpan span) {
      return everybody || blocks.stream().anyMatch(block -> block.contains(span.first()));
    }
  }

  /**
   * What rules one shape in one direction.
   *
   * @param policies the policies that isolate it; empty means that it is not isolated
   * @param rules their rules
   */
  record Isolation(ImmutableList<String> policies, ImmutableList<Known> rules) {
    boolean isolated() {
      return !policies.isEmpty();
    }
  }

  private final ImmutableList<PodShape> shapes;
  private final Map<String, ImmutableMap<String, String>> namespaces = new HashMap<>();
  private final Map<String, BitSet> byNamespace = new HashMap<>();
  private final Map<Policy.PeerRule, Map<String, BitSet>> found = new HashMap<>();
  private final Map<Direction, List<ImmutableList<Known>>> compiled = new HashMap<>();
  private final ImmutableList<Policy> policies;
  private final ImmutableListMultimap<String, Integer> policiesHere;
  private final Map<Selected, Isolation> isolations = new HashMap<>();

  private record Selected(Direction direction, ImmutableList<Integer> policies) {}

  RuleIndex(Manifests manifests, ImmutableSet<PodShape> all) {
    this.shapes = all.asList();
    this.policies = manifests.policies();
    ImmutableListMultimap.Builder<String, Integer> here = ImmutableListMultimap.builder();
    for (int i = 0; i < policies.size(); i++) {
      here.put(policies.get(i).namespace(), i);
    }
    this.policiesHere = here.build();
    for (int i = 0; i < shapes.size(); i++) {
      String namespace = shapes.get(i).namespace();
      byNamespace.computeIfAbsent(namespace, name -> new BitSet()).set(i);
      namespaces.computeIfAbsent(namespace, name -> labels(name, manifests));
    }
    for (Direction direction : Direction.values()) {
      compiled.put(direction, policies.stream().map(p -> known(p, direction)).toList());
    }
  }

  /** The API server gives every namespace its name as a label. */
  private static ImmutableMap<String, String> labels(String name, Manifests manifests) {
    Map<String, String> labels =
        new HashMap<>(manifests.namespaces().getOrDefault(name, ImmutableMap.of()));
    labels.put(NAME_LABEL, name);
    return ImmutableMap.copyOf(labels);
  }

  private ImmutableList<Known> known(Policy policy, Direction direction) {
    ImmutableList.Builder<Known> rules = ImmutableList.builder();
    int number = 1;
    for (Policy.Rule rule : policy.rules().getOrDefault(direction, ImmutableList.of())) {
      BitSet named = new BitSet();
      ImmutableList.Builder<IpBlocks.Block> blocks = ImmutableList.builder();
      for (Policy.PeerRule peer : rule.peers()) {
        peer.block().ifPresentOrElse(blocks::add, () -> named.or(shapes(peer, policy)));
      }
      rules.add(Known.of(policy.fullName(), number++, rule, named, blocks.build()));
    }
    return rules.build();
  }

  /** Which shapes a peer of a rule of this policy selects; equal ones are looked up once. */
  private BitSet shapes(Policy.PeerRule peer, Policy policy) {
    String home = peer.namespaces().isPresent() ? "" : policy.namespace();
    return found
        .computeIfAbsent(peer, absent -> new HashMap<>())
        .computeIfAbsent(home, absent -> select(peer, policy));
  }

  private BitSet select(Policy.PeerRule peer, Policy policy) {
    BitSet candidates = new BitSet();
    peer.namespaces()
        .ifPresentOrElse(
            selector ->
                namespaces.forEach(
                    (name, labels) -> {
                      if (selector.matches(labels)) {
                        candidates.or(byNamespace.getOrDefault(name, new BitSet()));
                      }
                    }),
            () -> candidates.or(byNamespace.getOrDefault(policy.namespace(), new BitSet())));
    Selector pods = peer.pods().orElse(Selector.ANY);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      if (!pods.matches(shapes.get(i).labels())) {
        candidates.clear(i);
      }
    }
    return candidates;
  }

  /** What rules this shape; the same value for shapes that the same policies select. */
  Isolation isolation(int shape, Direction direction) {
    ImmutableList.Builder<Integer> selecting = ImmutableList.builder();
    PodShape pod = shapes.get(shape);
    for (int i : policiesHere.get(pod.namespace())) {
      if (policies.get(i).isolates(pod, direction)) {
        selecting.add(i);
      }
    }
    return isolations.computeIfAbsent(new Selected(direction, selecting.build()), this::isolation);
  }

  private Isolation isolation(Selected selected) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    ImmutableList.Builder<Known> rules = ImmutableList.builder();
    for (int policy : selected.policies()) {
      names.add(policies.get(policy).fullName());
      rules.addAll(compiled.getOrDefault(selected.direction(), List.of()).get(policy));
    }
    return new Isolation(names.build(), rules.build());
  }

  /** All rules of a direction. */
  ImmutableList<Known> rules(Direction direction) {
    return compiled.getOrDefault(direction, List.of()).stream()
        .flatMap(List::stream)
        .collect(ImmutableList.toImmutableList());
  }
}
