/** Detectors against real exchanges, near misses, cuts and joins. */
@NullMarked
package dev.netgen.analyzer.detect;

import org.jspecify.annotations.NullMarked;
