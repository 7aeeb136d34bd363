package dev.netgen.capture.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;

/**
 * What the sets are filled from.
 *
 * @param members the verified containers
 * @param foreign bridges of the engine that the rules do not govern
 * @param subnets addresses of the networks that they do
 */
record World(
    ImmutableList<Member> members,
    ImmutableSortedSet<String> foreign,
    ImmutableSortedSet<Cidr> subnets) {}
