/** Turns a recording into a communication graph; the same bytes in give the same bytes out. */
@NullMarked
package dev.netgen.analyzer;

import org.jspecify.annotations.NullMarked;
