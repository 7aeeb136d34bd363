package dev.netgen.capture.firewall;

import com.google.common.collect.ImmutableList;

/**
 * A container of the project that was verified: it ran before and after its places were read.
 *
 * @param id the container's
 * @param service its service
 * @param places where it is on networks that the rules govern
 */
record Member(String id, String service, ImmutableList<Place> places) {}
