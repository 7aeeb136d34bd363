/** Inventories without secrets: what is named on a list passes, everything else does not. */
@NullMarked
package dev.netgen.capture.strip;

import org.jspecify.annotations.NullMarked;
