/**
 * Peers, links, their evidence and the value of a difference; structure without counters or times.
 */
@NullMarked
package dev.netgen.model.graph;

import org.jspecify.annotations.NullMarked;
