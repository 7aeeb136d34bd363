package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Attempt;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;

/**
 * A graph and what it rests on, but for the account of packets.
 *
 * @param graph the graph
 * @param links evidence per link
 * @param attempts what did not become a link
 * @param addresses addresses of outside and unresolved peers
 * @param notes counts of limits reached
 * @param told counts of what is good to know and no loss
 * @param settlements what became of each aggregate, by the number {@link GraphFold#add} gave
 */
public record Folded(
    CommunicationGraph graph,
    ImmutableSortedMap<LinkKey, LinkEvidence> links,
    ImmutableList<Attempt> attempts,
    ImmutableSortedMap<PeerId, ImmutableSortedSet<IpAddress>> addresses,
    ImmutableSortedMap<String, Long> notes,
    ImmutableSortedMap<String, Long> told,
    ImmutableList<Settlement> settlements) {}
