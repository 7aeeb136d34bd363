/** What people decided, each with a reason: the content of {@code netgen.yaml}. */
@NullMarked
package dev.netgen.model.decision;

import org.jspecify.annotations.NullMarked;
