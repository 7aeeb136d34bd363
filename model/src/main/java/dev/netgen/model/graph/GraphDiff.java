package dev.netgen.model.graph;

import com.google.common.collect.ImmutableList;

/**
 * The difference of two graphs' structure, from base to head. Lists are ordered riskiest first,
 * then by key.
 *
 * @param peersAdded peers only in head
 * @param peersRemoved peers only in base
 * @param peersChanged peers in both that differ
 * @param linksAdded links only in head
 * @param linksRemoved links only in base: not seen in head, which is not proof that they are gone
 * @param linksChanged links in both whose protocol, encryption or notes differ
 */
public record GraphDiff(
    ImmutableList<Peer> peersAdded,
    ImmutableList<Peer> peersRemoved,
    ImmutableList<PeerChange> peersChanged,
    ImmutableList<Link> linksAdded,
    ImmutableList<Link> linksRemoved,
    ImmutableList<LinkChange> linksChanged) {

  /** A peer before and after. */
  public record PeerChange(Peer before, Peer after) {}

  /** A link before and after; both have the same key. */
  public record LinkChange(Link before, Link after) {}

  /** Whether the graphs are equal. */
  public boolean isEmpty() {
    return peersAdded.isEmpty()
        && peersRemoved.isEmpty()
        && peersChanged.isEmpty()
        && linksAdded.isEmpty()
        && linksRemoved.isEmpty()
        && linksChanged.isEmpty();
  }
}
