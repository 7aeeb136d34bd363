/** A graph recorded in one cluster, told in the terms of another. */
@NullMarked
package dev.netgen.generator.rebind;

import org.jspecify.annotations.NullMarked;
