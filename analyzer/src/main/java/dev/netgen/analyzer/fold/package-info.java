/** Resolved flows to the links of the graph and the evidence each link rests on. */
@NullMarked
package dev.netgen.analyzer.fold;

import org.jspecify.annotations.NullMarked;
