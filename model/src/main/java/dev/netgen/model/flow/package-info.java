/** Flows as netgen lists them for people and tests. */
@NullMarked
package dev.netgen.model.flow;

import org.jspecify.annotations.NullMarked;
