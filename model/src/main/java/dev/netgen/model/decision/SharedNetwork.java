package dev.netgen.model.decision;

import com.google.common.collect.ImmutableSortedSet;

/**
 * Services of a Compose project share one Docker network, whether or not all of them were seen
 * talking: a person takes that for fewer networks.
 *
 * @param services by name, two or more
 * @param why the file, and the reason given there
 */
public record SharedNetwork(ImmutableSortedSet<String> services, String why) {}
