/** Emits Calico's own kinds of NetworkPolicy. */
@NullMarked
package dev.netgen.generator.calico;

import org.jspecify.annotations.NullMarked;
