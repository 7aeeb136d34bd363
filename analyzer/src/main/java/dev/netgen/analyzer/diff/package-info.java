/** The difference of two graphs' structure, riskiest first. */
@NullMarked
package dev.netgen.analyzer.diff;

import org.jspecify.annotations.NullMarked;
