/**
 * Hostile bytes: what every target of the fuzzer shares. A target stands beside the class it judges
 * and bears its name; {@link dev.netgen.analyzer.fuzz.FuzzTargets} lists them all.
 */
@NullMarked
package dev.netgen.analyzer.fuzz;

import org.jspecify.annotations.NullMarked;
