/** The one exception users see: what, where, what to do. */
@NullMarked
package dev.netgen.model.problem;

import org.jspecify.annotations.NullMarked;
