package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;

/**
 * One ingress or egress rule.
 *
 * @param comments what it rests on, a line a link
 * @param peer the other side
 * @param ports the server's ports
 */
record Rule(ImmutableList<String> comments, RulePeer peer, ImmutableSortedSet<RulePort> ports) {}
