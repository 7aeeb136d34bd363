/** Renders graphs, differences and proofs for people to read; one format, one class. */
@NullMarked
package dev.netgen.report;

import org.jspecify.annotations.NullMarked;
