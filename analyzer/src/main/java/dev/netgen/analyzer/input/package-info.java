/** Capture files to packets in time order, and the facade that runs them through the flow table. */
@NullMarked
package dev.netgen.analyzer.input;

import org.jspecify.annotations.NullMarked;
