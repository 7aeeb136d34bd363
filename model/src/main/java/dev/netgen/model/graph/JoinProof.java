package dev.netgen.model.graph;

import com.google.common.collect.ImmutableSortedSet;

/** Why several views of a link's conversations are one, as its evidence says. */
public final class JoinProof {
  /** The name of the fact. */
  public static final String FACT = "joined.by";

  /** The client's connection to a published port, and docker-proxy's own to the container. */
  public static final String DOCKER_PROXY = "relayed by docker-proxy";

  private JoinProof() {}

  /** Whether docker-proxy was seen to relay any of the link's conversations. */
  public static boolean relayed(GraphEvidence evidence, LinkKey link) {
    LinkEvidence known = evidence.links().get(link);
    return known != null
        && known.facts().getOrDefault(FACT, ImmutableSortedSet.of()).contains(DOCKER_PROXY);
  }
}
