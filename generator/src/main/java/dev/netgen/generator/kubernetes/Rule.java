package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Link;

/**
 * One ingress or egress rule.
 *
 * @param comments what it rests on, a line a link
 * @param links the links it is made for
 * @param peer the other side
 * @param ports the server's ports
 */
public record Rule(
    ImmutableList<String> comments,
    ImmutableList<Link> links,
    RulePeer peer,
    ImmutableSortedSet<RulePort> ports) {}
