/** Turns a graph into each target's network policies, and proves them before they are written. */
@NullMarked
package dev.netgen.generator;

import org.jspecify.annotations.NullMarked;
