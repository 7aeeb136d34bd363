package dev.netgen.model.decision;

import com.google.common.collect.ImmutableList;

/**
 * Decisions of one or several files, in the order of their names.
 *
 * @param machines machines outside any inventory
 * @param namespaces where a graph's namespaces are found in another cluster
 * @param resolvers which peer of another cluster answers names instead of one of the graph
 * @param peers which peer of another cluster any other of the graph is
 * @param silent workloads that may be isolated though they were not observed
 * @param networks services that share a Docker network though not all were seen talking
 */
public record Decisions(
    ImmutableList<Machine> machines,
    ImmutableList<NamespaceBinding> namespaces,
    ImmutableList<PeerBinding> resolvers,
    ImmutableList<PeerBinding> peers,
    ImmutableList<Silence> silent,
    ImmutableList<SharedNetwork> networks) {

  /** Nothing decided. */
  public static Decisions none() {
    return new Decisions(
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of());
  }

  /** Both together; of two decisions about one thing the other's is followed. */
  public Decisions with(Decisions other) {
    return new Decisions(
        both(machines, other.machines),
        both(namespaces, other.namespaces),
        both(resolvers, other.resolvers),
        both(peers, other.peers),
        both(silent, other.silent),
        both(networks, other.networks));
  }

  private static <T> ImmutableList<T> both(ImmutableList<T> one, ImmutableList<T> other) {
    return ImmutableList.<T>builder().addAll(one).addAll(other).build();
  }
}
